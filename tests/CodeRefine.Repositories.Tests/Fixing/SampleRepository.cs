using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>A git repository of a test's own.</summary>
internal sealed class SampleRepository : IDisposable
{
    private readonly TestFolder folder = new();

    public string Path => folder["repository"];

    public SampleRepository With(string path, string text)
    {
        folder.Write("repository/" + path, text);
        return this;
    }

    public SampleRepository With(string path, byte[] bytes)
    {
        folder.Write("repository/" + path, "");
        File.WriteAllBytes(System.IO.Path.Combine(Path, path), bytes);
        return this;
    }

    public async Task<SampleRepository> CommitAsync(string message = "base")
    {
        if (!Directory.Exists(System.IO.Path.Combine(Path, ".git")))
        {
            await GitAsync("init", "--quiet", "--initial-branch=main");
        }

        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "-m", message);
        return this;
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        var result = await new Command("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(Path)
            .WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null")
            .WithEnvironment("GIT_AUTHOR_NAME", "Ann").WithEnvironment("GIT_AUTHOR_EMAIL", "ann@example.org")
            .WithEnvironment("GIT_COMMITTER_NAME", "Ann").WithEnvironment("GIT_COMMITTER_EMAIL", "ann@example.org")
            .ExecuteSuccessfullyAsync(TestContext.Current.CancellationToken);
        return result.Output.Trim();
    }

    /// <summary>Every file with its content and its time, those of git's own folder too.</summary>
    public SortedDictionary<string, string> Fingerprint()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            found[System.IO.Path.GetRelativePath(Path, file)] = $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))} {File.GetLastWriteTimeUtc(file):O}";
        }

        return found;
    }

    public void Dispose() => folder.Dispose();
}
