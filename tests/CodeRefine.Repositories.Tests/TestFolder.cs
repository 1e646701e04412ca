namespace CodeRefine.Repositories.Tests;

/// <summary>A folder of a test's own, deleted after it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coderefine-test-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
        return this[relative];
    }

    public void WriteProgram(string relative, string script)
    {
        Write(relative, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[relative], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
