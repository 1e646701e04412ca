namespace CodeRefine.Cli.Tests;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coderefine-cli-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public TestFolder With(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>A copy of one of the repository's sample tasks.</summary>
    public static TestFolder OfTask(string name)
    {
        var folder = new TestFolder();
        var source = System.IO.Path.Combine(Cli.RepositoryRoot, "tasks", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            folder.With(System.IO.Path.GetRelativePath(source, file), File.ReadAllText(file));
        }

        return folder;
    }

    /// <summary>Runs git in the folder.</summary>
    public async Task<string> GitAsync(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = Path, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
