namespace CodeRefine.Evaluation.Tests;

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

    /// <summary>A task that loads: one source, one test.</summary>
    public TestFolder WithTask()
    {
        Write("README.md", "# A task\n\nDo it.\n");
        Write("Code.cs", "public class Code { }\n");
        Write("tests/CodeTests.cs", "using Xunit;\npublic class CodeTests { [Fact] public void Holds() { } }\n");
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
