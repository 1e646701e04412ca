using System.Diagnostics;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Reports;

namespace CodeRefine.Cli.Tests;

public sealed class RenderingTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nB\nc\n")]
    [InlineData("", "a\n")]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("a\r\nb\r\n", "a\r\nc\r\n")]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n", "1\nx\n3\n4\n5\n6\ny\n8\n")]
    [InlineData("a\n", "")]
    public void A_diff_is_one_that_git_applies(string before, string after)
    {
        using var folder = new TestFolder().With("dir/file.cs", before);
        var diff = UnifiedDiff.Between(SourceTree.From(("dir/file.cs", before)), SourceTree.From(("dir/file.cs", after)));
        folder.With("patch", diff);

        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--unidiff-zero", "patch"]) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        var errors = git.StandardError.ReadToEnd();
        git.WaitForExit();

        Assert.True(git.ExitCode == 0, $"{errors}\n{diff}");
        Assert.Equal(after, File.ReadAllText(folder["dir/file.cs"]));
    }

    [Fact]
    public void A_new_and_a_deleted_file_are_part_of_the_diff()
    {
        var diff = UnifiedDiff.Between(SourceTree.From(("old.cs", "x\n")), SourceTree.From(("new.cs", "y\n")));

        Assert.Equal("--- /dev/null\n+++ b/new.cs\n@@ -0,0 +1 @@\n+y\n--- a/old.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", diff);
    }

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001B[31mred\\u001B[0m")]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("tab\there", "tab    here")]
    [InlineData("line\r\nnext", "line\nnext")]
    [InlineData("over\rwrite", "over\\u000Dwrite")]
    [InlineData("ünïcode 漢字 ✓ 🎈", "ünïcode 漢字 ✓ 🎈")]
    public void Text_of_others_cannot_steer_the_terminal(string text, string shown) => Assert.Equal(shown, SafeText.Clean(text));

    [Fact]
    public void What_a_model_or_a_candidate_says_is_neither_markup_nor_an_escape_sequence()
    {
        var output = new StringWriter();
        using var terminal = Terminal.Plain(output);
        var renderer = new RunRenderer(terminal, verbose: true, TimeProvider.System);

        renderer.Observe(new RunEvent.ProposalRejected(1, "[bold]\u001b]0;title\u0007 and [unclosed"));
        renderer.Observe(new RunEvent.ModelCallEnded(1, "h", "an [answer\u001b[2J", null, 10, 20, 0.5m, 1.5));
        renderer.Observe(new RunEvent.ModelCallEnded(2, "h", null, "[/] \u009b31m", 0, 0, 0, 0));

        Assert.DoesNotContain('\u001b', output.ToString());
        Assert.DoesNotContain('\u009b', output.ToString());
        Assert.Contains("[bold]\\u001B]0;title\\u0007 and [unclosed", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("an [answer\\u001B[2J", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("model call 1: 10 + 20 tokens, 1.5 s, $0.5", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passing_progress_leaves_nothing_in_a_pipe()
    {
        var output = new StringWriter();
        using var terminal = Terminal.Plain(output);
        var renderer = new RunRenderer(terminal, verbose: false, TimeProvider.System);

        renderer.Observe(new RunEvent.AttemptStarted(1, "p", "repair"));
        renderer.Observe(new RunEvent.Progress("screening 10 of 100"));
        renderer.Observe(new RunEvent.ModelText("public class"));

        Assert.Empty(output.ToString());
    }

    [Fact]
    public void A_streamed_answer_shows_its_end_only()
    {
        var stream = new ModelStream();
        stream.Add(new string('x', 5000));
        stream.Add("\n  return 1;\n");

        Assert.Equal("5,013 characters  return 1;", stream.Show());
    }

    [Fact]
    public void A_long_line_is_not_wrapped_in_a_pipe()
    {
        var output = new StringWriter();
        using var terminal = Terminal.Plain(output);

        terminal.Line(Terminal.Escape(string.Join(' ', Enumerable.Repeat("word", 500))));

        Assert.Single(output.ToString().TrimEnd().Split('\n'));
    }
}
