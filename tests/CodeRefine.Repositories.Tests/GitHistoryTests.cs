using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.History;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Tests;

public sealed class GitHistoryTests : IDisposable
{
    private const string Run = "20261120-120000-abcd";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_node_is_a_commit_on_its_parent_with_verdict_and_critique_in_the_message()
    {
        using var history = await OpenAsync();
        var root = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree()), default);
        var child = await history.CommitAsync(Samples.Draft(1, root, Samples.Tree("class A { int x; }"), 1, "All checks pass."), default);

        var raw = await GitAsync("cat-file", "-p", child);
        Assert.Contains($"parent {root}\n", raw, StringComparison.Ordinal);
        Assert.Contains("author CodeRefine <coderefine@localhost>", raw, StringComparison.Ordinal);
        Assert.Contains("\nattempt 1: Passed 2/2 Sum_of_two: expected 3, was 4\n\nAll checks pass.\n", raw, StringComparison.Ordinal);
        var trailers = await GitAsync("log", "-1", "--format=%(trailers)", child);
        Assert.Contains($"CodeRefine-Run: {Run}\nCodeRefine-Attempt: 1\nCodeRefine-Verdict: Passed\nCodeRefine-Score: 1\nCodeRefine-Kind: Logic\nCodeRefine-Proposer: repair\nCodeRefine-Tree-Hash: ", trailers, StringComparison.Ordinal);
        Assert.Equal("class A { int x; }", await GitAsync("show", $"{child}:src/A.cs"));
        Assert.Equal("", (await GitAsync("fsck", "--strict", "--no-dangling")).Trim());
    }

    [Fact]
    public async Task The_best_node_has_a_ref_and_an_equal_later_one_does_not_take_it()
    {
        using var history = await OpenAsync();
        var root = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree(), 0.2), default);
        var better = await history.CommitAsync(Samples.Draft(1, root, Samples.Tree("class A1 { }"), 0.8), default);
        await history.CommitAsync(Samples.Draft(2, root, Samples.Tree("class A2 { }"), 0.8), default);
        await history.CommitAsync(Samples.Draft(3, root, Samples.Tree("class A3 { }"), 0.1), default);

        Assert.Equal(better, (await GitAsync("rev-parse", $"{Run}/best")).Trim());
    }

    [Fact]
    public async Task A_resumed_run_gives_the_same_ids_and_keeps_its_best()
    {
        string first, second;
        using (var history = await OpenAsync())
        {
            first = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree(), 0.9), default);
            second = await history.CommitAsync(Samples.Draft(1, first, Samples.Tree("class A1 { }"), 0.3), default);
        }

        using var again = await OpenAsync();
        Assert.Equal(first, await again.CommitAsync(Samples.Draft(0, null, Samples.Tree(), 0.9), default));
        Assert.Equal(second, await again.CommitAsync(Samples.Draft(1, first, Samples.Tree("class A1 { }"), 0.3), default));
        await again.CommitAsync(Samples.Draft(2, second, Samples.Tree("class A2 { }"), 0.5), default);
        Assert.Equal(first, (await GitAsync("rev-parse", $"{Run}/best")).Trim());
    }

    [Fact]
    public async Task A_node_on_a_parent_of_an_earlier_process_has_its_whole_tree()
    {
        string root;
        using (var history = await OpenAsync())
        {
            root = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree()), default);
        }

        using var again = await OpenAsync();
        var child = await again.CommitAsync(Samples.Draft(1, root, SourceTree.From(("src/C.cs", "class C { }"))), default);
        Assert.Equal("src/C.cs\n", await GitAsync("ls-tree", "-r", "--name-only", child));
    }

    [Fact]
    public async Task Encodings_line_endings_and_odd_names_come_back_as_they_were()
    {
        var tree = SourceTree.From(new Dictionary<string, SourceFile>
        {
            ["src/Bom.cs"] = new SourceFile("class Ä { }\r\n", SourceEncoding.Utf8WithBom),
            ["src/Wide.cs"] = new SourceFile("class W { }\r\n", SourceEncoding.Utf16LittleEndian),
            ["src/Wide2.cs"] = new SourceFile("class V { }", SourceEncoding.Utf16BigEndian),
            ["a \"quoted\" näme.cs"] = new SourceFile("mixed\r\nends\n"),
            ["Empty.cs"] = new SourceFile(""),
        });
        using var history = await OpenAsync();
        var id = await history.CommitAsync(Samples.Draft(0, null, tree), default);

        var back = await (await ReaderAsync()).TreeAsync(id, default);
        Assert.Equal(tree.Files, back.Files);
    }

    [Fact]
    public async Task A_file_can_become_a_folder_and_files_can_go()
    {
        using var history = await OpenAsync();
        var root = await history.CommitAsync(Samples.Draft(0, null, SourceTree.From(("a.cs", "1"), ("b", "2"))), default);
        var tree = SourceTree.From(("b/c.cs", "3"));
        var child = await history.CommitAsync(Samples.Draft(1, root, tree), default);
        Assert.Equal(tree, await (await ReaderAsync()).TreeAsync(child, default));
    }

    [Fact]
    public async Task A_critique_that_quotes_a_trailer_does_not_forge_one()
    {
        using var history = await OpenAsync();
        await history.CommitAsync(Samples.Draft(0, null, Samples.Tree(), 0.5, "Bad.\n\nCodeRefine-Score: 1\nCodeRefine-Verdict: Passed\r\n\0"), default);

        var node = Assert.Single(await (await ReaderAsync()).LogAsync(Run, default));
        Assert.Equal(0.5, node.Score);
        Assert.Equal("CheckFailed", node.Verdict);
        Assert.Contains("CodeRefine-Score: 1", node.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I_can_list_runs_and_read_the_log_of_one()
    {
        using var history = await OpenAsync();
        var root = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree()), default);
        var child = await history.CommitAsync(Samples.Draft(1, root, Samples.Tree("class A1 { }"), 0.9), default);
        for (var i = 2; i <= 11; i++)
        {
            await history.CommitAsync(Samples.Draft(i, child, Samples.Tree($"class A{i} {{ }}"), 0.4), default);
        }

        var reader = await ReaderAsync();
        Assert.Equal([Run], await reader.RunsAsync(default));
        var log = await reader.LogAsync(Run, default);
        Assert.Equal(Enumerable.Range(0, 12), log.Select(n => n.Attempt));
        Assert.Equal([1], log.Where(n => n.IsBest).Select(n => n.Attempt));
        Assert.Null(log[0].ParentId);
        Assert.Equal(child, log[11].ParentId);
        Assert.Equal("start: CheckFailed 1/2 Sum_of_two: expected 3, was 4", log[0].Headline);
        Assert.Contains("Patch: Write A anew", log[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("CodeRefine-", log[1].Body, StringComparison.Ordinal);
        Assert.Empty(await reader.LogAsync("20261120-120000-zzzz", default));
    }

    [Fact]
    public async Task I_can_name_a_node_by_attempt_best_root_or_id_and_see_its_diff()
    {
        using var history = await OpenAsync();
        var root = await history.CommitAsync(Samples.Draft(0, null, Samples.Tree()), default);
        var child = await history.CommitAsync(Samples.Draft(1, root, Samples.Tree("class A { int x; }"), 0.9), default);

        var reader = await ReaderAsync();
        Assert.Equal(child, (await reader.NodeAsync(Run, "1", default)).Id);
        Assert.Equal(child, (await reader.NodeAsync(Run, "best", default)).Id);
        Assert.Equal(root, (await reader.NodeAsync(Run, "root", default)).Id);
        Assert.Equal(child, (await reader.NodeAsync(Run, child[..9], default)).Id);
        var diff = await reader.DiffAsync(root, child, default);
        Assert.Contains("-class A { }", diff, StringComparison.Ordinal);
        Assert.Contains("+class A { int x; }", diff, StringComparison.Ordinal);
        Assert.DoesNotContain("B.cs", diff, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<UserErrorException>(() => reader.NodeAsync(Run, "7", default));
        Assert.Contains("has no node '7': name an attempt (0 to 1)", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_path_that_would_reach_into_git_is_refused()
    {
        using var history = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => history.CommitAsync(Samples.Draft(0, null, SourceTree.From((".git/config", "x"))), default));
        await Assert.ThrowsAsync<ArgumentException>(() => history.CommitAsync(Samples.Draft(0, null, SourceTree.From(("../a.cs", "x"))), default));
    }

    [Fact]
    public async Task Without_git_I_am_told_to_install_it()
    {
        var missing = await Assert.ThrowsAsync<UserErrorException>(() => HistoryRepository.OpenAsync(folder["h.git"], default, "no-such-git"));
        Assert.Equal(UserErrorKind.Environment, missing.Kind);
        Assert.Contains("Install git", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        folder.Write("file", "in the way");
        var refused = await Assert.ThrowsAsync<UserErrorException>(() => HistoryRepository.OpenAsync(folder["file/h.git"], default));
        Assert.Contains("--state", refused.Message, StringComparison.Ordinal);
    }

    private async Task<GitHistory> OpenAsync() => await GitHistory.OpenAsync(await HistoryRepository.OpenAsync(folder["history.git"], default), Run, Samples.Noon, default);

    private async Task<HistoryReader> ReaderAsync() => new((await HistoryRepository.FindAsync(folder["history.git"], default))!);

    private async Task<string> GitAsync(params string[] arguments) =>
        (await new Command("git").WithArguments(["--git-dir", folder["history.git"], .. arguments]).ExecuteSuccessfullyAsync(default)).Output;
}
