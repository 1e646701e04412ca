using System.Diagnostics;
using CodeRefine.Core;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Tests.Locating;

public sealed class RepositoryReadingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_plain_folder_is_enough()
    {
        folder.Write("A.cs", "class Apple { }");
        folder.Write("bin/Debug/B.cs", "class Apple { }");

        var locator = await Locator.OpenAsync(folder.Path, null, CancellationToken.None);

        Assert.Equal(["A.cs"], locator.Locate(new LocateRequest { Issue = "Apple" }).Files.Select(f => f.Path));
    }

    [Fact]
    public async Task Of_a_working_tree_I_get_what_I_changed_and_nothing_that_git_ignores()
    {
        Git("init", "-q");
        folder.Write(".gitignore", "Ignored.cs\n");
        Commit("A.cs", "class Apple { }", "first");
        folder.Write("A.cs", "class Pear { }");
        folder.Write("New.cs", "class Plum { }");
        folder.Write("Ignored.cs", "class Plum { }");

        var text = await RepositoryReader.ReadAsync(folder.Path, null, CancellationToken.None);

        Assert.Equal([".gitignore", "A.cs", "New.cs"], text.Files.Select(f => f.Path));
        Assert.Equal("class Pear { }", text.Files[1].Text);
    }

    [Fact]
    public async Task A_later_commit_is_seen_neither_in_the_files_nor_in_the_past()
    {
        Git("init", "-q");
        Commit("Pump.cs", "class Pump { int Flow; }", "Add the pump");
        Commit("Valve.cs", "class Valve { int Flow; }", "Add the valve");
        var @base = Git("rev-parse", "HEAD").Trim();
        Commit("Valve.cs", "class Valve { int Flow = 1; /* leaks no more: turquoise */ }", "Fix the turquoise leak");

        var locator = await Locator.OpenAsync(folder.Path, @base, CancellationToken.None);
        var location = locator.Locate(new LocateRequest { Issue = "turquoise leak" });

        Assert.Equal(2, locator.CommitsRead);
        Assert.Empty(location.Files);
    }

    [Fact]
    public async Task A_like_commit_of_the_past_speaks_for_what_it_changed()
    {
        Git("init", "-q");
        Commit("Pump.cs", "class Pump { int Flow; }", "Add the pump");
        Commit("Valve.cs", "class Valve { int Flow; }", "Overheating in winter: close earlier");

        var locator = await Locator.OpenAsync(folder.Path, null, CancellationToken.None);
        var first = locator.Locate(new LocateRequest { Issue = "overheating in winter" }).Files[0];

        Assert.Equal("Valve.cs", first.Path);
        Assert.Contains(first.Why, w => w.Signal == "history" && w.Words.EndsWith("Overheating in winter: close earlier", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_that_the_issue_names_speaks_for_what_it_changed()
    {
        Git("init", "-q");
        Commit("Pump.cs", "class Pump { int Flow; }", "one");
        Commit("Valve.cs", "class Valve { int Flow; }", "two");
        var id = Git("rev-parse", "HEAD").Trim();

        var first = (await Locator.OpenAsync(folder.Path, null, CancellationToken.None)).Locate(new LocateRequest { Issue = $"Broken since {id}" }).Files[0];

        Assert.Equal("Valve.cs", first.Path);
    }

    [Fact]
    public async Task Files_that_changed_together_speak_for_each_other()
    {
        Git("init", "-q");
        for (var i = 0; i < 4; i++)
        {
            folder.Write("Pump.cs", $"class Pump {{ int Throughput = {i}; }}");
            Commit("Gauge.cs", $"class Gauge {{ int Needle = {i}; }}", $"change {i}");
        }

        var location = (await Locator.OpenAsync(folder.Path, null, CancellationToken.None)).Locate(new LocateRequest { Issue = "throughput too low" });

        Assert.Equal(["Pump.cs", "Gauge.cs"], location.Files.Select(f => f.Path));
        Assert.Contains(location.Files[1].Why, w => w.Words == "changed together with Pump.cs in 4 of 4 commits");
    }

    [Fact]
    public async Task Links_pointers_and_binaries_are_left_out()
    {
        folder.Write("A.cs", "class A { }");
        folder.Write("lfs.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n");
        folder.Write("data.bin", "a\0b");
        folder.Write("big.txt", new string('x', RepositoryReader.MaxFileBytes + 1));
        File.CreateSymbolicLink(folder["passwd.txt"], "/etc/passwd");
        Directory.CreateSymbolicLink(folder["etc"], "/etc");

        var text = await RepositoryReader.ReadAsync(folder.Path, null, CancellationToken.None);

        Assert.Equal(["A.cs"], text.Files.Select(f => f.Path));
        Assert.Equal(["big.txt", "data.bin", "lfs.txt"], text.Skipped.Select(s => s.Path));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_still_searched()
    {
        File.WriteAllBytes(folder["A.cs"], [.. "class Apple { /* caf"u8, 0xE9, .. " */ }"u8]);

        var locator = await Locator.OpenAsync(folder.Path, null, CancellationToken.None);

        Assert.Single(locator.Locate(new LocateRequest { Issue = "Apple" }).Files);
    }

    [Theory]
    [InlineData("nosuch", "has no commit `nosuch`")]
    [InlineData("--output=/tmp/x", "has no commit")]
    [InlineData("HEAD..HEAD", "has no commit")]
    public async Task A_base_that_is_not_there_is_said(string name, string message)
    {
        Git("init", "-q");
        Commit("A.cs", "class A { }", "first");

        var refused = await Assert.ThrowsAsync<UserErrorException>(() => Locator.OpenAsync(folder.Path, name, CancellationToken.None));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_said()
    {
        Assert.Contains("There is no folder", (await Assert.ThrowsAsync<UserErrorException>(() => Locator.OpenAsync(folder["none"], null, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Contains("has no C# file", (await Assert.ThrowsAsync<UserErrorException>(() => Locator.OpenAsync(folder.Path, null, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Contains("in no git repository", (await Assert.ThrowsAsync<UserErrorException>(() => Locator.OpenAsync(folder.Path, "HEAD", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_read_as_its_files()
    {
        Git("init", "-q");
        folder.Write("A.cs", "class Apple { }");

        var locator = await Locator.OpenAsync(folder.Path, null, CancellationToken.None);

        Assert.Equal(0, locator.CommitsRead);
        Assert.Single(locator.Locate(new LocateRequest { Issue = "Apple" }).Files);
    }

    [Fact]
    public async Task A_programs_in_the_repositorys_configuration_are_not_run()
    {
        Git("init", "-q");
        Commit("A.cs", "class Apple { }", "first");
        folder.WriteProgram("evil.sh", $"#!/bin/sh\ntouch '{folder["ran"]}'\n");
        Git("config", "core.fsmonitor", folder["evil.sh"]);
        Git("config", "core.pager", folder["evil.sh"]);
        Git("config", "diff.external", folder["evil.sh"]);

        await Locator.OpenAsync(folder.Path, null, CancellationToken.None);
        await Locator.OpenAsync(folder.Path, "HEAD", CancellationToken.None);

        Assert.False(File.Exists(folder["ran"]));
    }

    private void Commit(string path, string text, string message)
    {
        folder.Write(path, text);
        Git("add", "-A");
        Git("-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-q", "--allow-empty-message", "-m", message);
    }

    private string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(string.Join(' ', arguments));
    }
}
