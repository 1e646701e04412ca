using System.Security.Cryptography;
using CodeRefine.Core;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Processes;
using CodeRefine.Repositories.Runs;

namespace CodeRefine.Repositories.Tests;

/// <summary>What a run keeps does not touch the user's git, and the user's git (or a hostile folder's) does not reach the run.</summary>
public sealed class HistoryIsolationTests : IDisposable
{
    private const string Run = "20261120-120000-abcd";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_repository_around_the_task_stays_byte_by_byte_as_it_was()
    {
        await UserGitAsync("init", "-q", "-b", "main", ".");
        folder.Write("task/A.cs", "class A { }");
        await UserGitAsync("add", ".");
        await UserGitAsync("-c", "user.name=u", "-c", "user.email=u@e", "commit", "-q", "-m", "mine");
        folder.Write("task/A.cs", "class A { } // staged");
        await UserGitAsync("add", ".");
        folder.Write("task/A.cs", "class A { } // not staged");
        var before = Snapshot(folder[".git"]);

        var store = RunStore.Open(folder["task/.coderefine"]);
        await CommitSomeAsync(store.HistoryFolder);

        Assert.Equal(before, Snapshot(folder[".git"]));
        Assert.Equal("MM task/A.cs\n", await UserGitAsync("--no-optional-locks", "status", "--porcelain"));
    }

    [Fact]
    public async Task The_users_variables_do_not_lead_it_elsewhere()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        var names = new Dictionary<string, string?> { ["GIT_DIR"] = folder["elsewhere"], ["GIT_OBJECT_DIRECTORY"] = folder["elsewhere"], ["GIT_AUTHOR_NAME"] = "Somebody", ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "commit.gpgSign", ["GIT_CONFIG_VALUE_0"] = "true" };
        var before = names.Keys.ToDictionary(n => n, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in names)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            await CommitSomeAsync(folder["history.git"]);
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder["elsewhere"]));
        var log = await new Command("git").WithArguments("--git-dir", folder["history.git"], "log", "-1", "--format=%an %cn %G?", $"{Run}/best").ExecuteSuccessfullyAsync(default);
        Assert.Equal("CodeRefine CodeRefine N\n", log.Output);
    }

    [Fact]
    public async Task A_history_that_came_with_the_folder_runs_none_of_its_programs()
    {
        await CommitSomeAsync(folder["history.git"]);
        folder.WriteProgram("evil.sh", $"#!/bin/sh\ntouch {folder["pwned"]}\n");
        File.AppendAllText(folder["history.git/config"], $"[diff]\n\texternal = {folder["evil.sh"]}\n[core]\n\thooksPath = {folder["history.git/hooks"]}\n\tfsmonitor = {folder["evil.sh"]}\n\tpager = {folder["evil.sh"]}\n[diff \"x\"]\n\ttextconv = {folder["evil.sh"]}\n");
        folder.WriteProgram("history.git/hooks/reference-transaction", $"#!/bin/sh\ntouch {folder["pwned"]}\n");
        folder.Write("history.git/info/attributes", "*.cs diff=x\n");

        var ids = await CommitSomeAsync(folder["history.git"]);
        var diff = await new HistoryReader((await HistoryRepository.FindAsync(folder["history.git"], default))!).DiffAsync(ids.Root, ids.Child, default);
        Assert.Contains("+class A1 { }", diff, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["pwned"]));
    }

    [Theory]
    [InlineData("commondir", "../other\n")]
    [InlineData("objects/info/alternates", "/var\n")]
    [InlineData("info/grafts", "x\n")]
    public async Task A_history_that_borrows_from_elsewhere_is_refused(string file, string text)
    {
        await CommitSomeAsync(folder["history.git"]);
        folder.Write("history.git/" + file, text);
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => HistoryRepository.OpenAsync(folder["history.git"], default));
        Assert.Contains("was not made by CodeRefine", refused.Message, StringComparison.Ordinal);
    }

    private async Task<(string Root, string Child)> CommitSomeAsync(string history)
    {
        using var commits = await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(history, default), Run, Samples.Noon, default);
        var root = await commits.CommitAsync(Samples.Draft(0, null, Samples.Tree()), default);
        return (root, await commits.CommitAsync(Samples.Draft(1, root, Samples.Tree("class A1 { }"), 0.9), default));
    }

    private async Task<string> UserGitAsync(params string[] arguments) =>
        (await new Command("git").WithArguments(arguments).WithWorkingDirectory(folder.Path).WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null").ExecuteSuccessfullyAsync(default)).Output;

    private static string Snapshot(string root) => string.Join("\n", Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))} {File.GetLastWriteTimeUtc(f).Ticks}"));
}
