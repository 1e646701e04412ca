using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class FileEditTests : PatchTest
{
    private static readonly SourceTree Tree = SourceTree.From(("src/Code.cs", "class A { }\n"), ("readonly/Given.cs", "class G { }\n"), ("data.txt", "1\n"));

    [Theory]
    [InlineData("../Code.cs", "holds `..`")]
    [InlineData("src/../Code.cs", "holds `..`")]
    [InlineData("./src/Code.cs", "holds `.`")]
    [InlineData("/etc/passwd", "absolute path")]
    [InlineData("C:/Code.cs", "absolute path")]
    [InlineData("src\\Code.cs", "backslash")]
    [InlineData("src//Code.cs", "empty part")]
    [InlineData("src/", "empty part")]
    [InlineData("src/A\0.cs", "control character")]
    [InlineData("src/A\n.cs", "control character")]
    [InlineData(".git/hooks/a.cs", "lies in `.git`")]
    [InlineData("src/.Git/a.cs", "lies in `.Git`")]
    [InlineData(".coderefine/a.cs", "lies in `.coderefine`")]
    [InlineData("src/New.txt", "no C# source")]
    [InlineData("src/New.CS", "no C# source")]
    [InlineData("readonly/Given.cs", "read-only")]
    [InlineData("tests/Tests.cs", "one of the checks")]
    [InlineData("SRC/New.cs", "differs from `src`")]
    [InlineData("src/code.cs", "differs from `src/Code.cs`")]
    [InlineData("src/Code.cs/New.cs", "is a file, not a folder")]
    [InlineData("src/con?.cs", "not every file system")]
    [InlineData("src/a.cs ", "blank")]
    [InlineData(" ", "path is empty")]
    public void Paths_that_no_patch_may_write_are_refused_with_the_reason(string path, string reason)
    {
        Assert.Contains(reason, RejectedTree(Tree, new Edit.WholeFile(path, "class B { }\n")));
    }

    [Fact]
    public void A_file_may_be_new_changed_or_deleted()
    {
        var result = AppliedTree(Tree, new Edit.WholeFile("src/New.cs", "class N { }"), new Edit.WholeFile("data.txt", "2"), new Edit.DeleteFile("src/Code.cs"));

        Assert.Equal(["data.txt", "readonly/Given.cs", "src/New.cs"], result.Paths);
        Assert.Equal("class N { }\n", result["src/New.cs"].Text);
        Assert.Equal("2\n", result["data.txt"].Text);
    }

    [Fact]
    public void A_missing_file_is_answered_with_those_of_its_name()
    {
        var said = RejectedTree(Tree, new Edit.DeleteFile("Code.cs"));

        Assert.Contains("there is no file `Code.cs`; is one of these meant: `src/Code.cs`", said);
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "x\ny\n", "x\r\ny\r\n")]
    [InlineData("a\r\nb", "x\ny\n", "x\r\ny")]
    [InlineData("a\nb\n", "x\r\ny", "x\ny\n")]
    [InlineData("a\r\nb\r\nc\n", "x\ny\n", "x\r\ny\r\n")]
    [InlineData("one line", "x\ny\n", "x\ny\n")]
    public void A_whole_file_keeps_the_old_ones_line_endings_and_its_end(string old, string given, string expected)
    {
        var tree = SourceTree.Empty.With("A.cs", new SourceFile(old, SourceEncoding.Utf8WithBom));

        var file = AppliedTree(tree, new Edit.WholeFile("A.cs", "\uFEFF" + given))["A.cs"];

        Assert.Equal(new SourceFile(expected, SourceEncoding.Utf8WithBom), file);
    }

    [Fact]
    public void A_whole_file_with_parse_errors_is_the_builds_to_judge()
    {
        Assert.Equal("class {\n", AppliedTree(Tree, new Edit.WholeFile("src/Code.cs", "class {\n"))["src/Code.cs"].Text);
    }

    [Fact]
    public void Nothing_is_kept_of_a_patch_with_one_bad_edit()
    {
        var said = RejectedTree(Tree, new Edit.WholeFile("src/Code.cs", "class B { }"), new Edit.WholeFile("../x.cs", "class C { }"), new Edit.DeleteFile("data.txt"));

        Assert.StartsWith("Edit 2: ", said);
        Assert.Contains("Edits 1, 3 did apply", said);
    }

    [Fact]
    public void Spans_are_replaced_only_where_the_old_text_stands()
    {
        Assert.Equal("class B { }\n", AppliedTree(Tree, new Edit.ReplaceSpan("src/Code.cs", 6, "A", "B"))["src/Code.cs"].Text);
        Assert.Contains("stands other text than the edit expects: `A`, not `B`", RejectedTree(Tree, new Edit.ReplaceSpan("src/Code.cs", 6, "B", "C")));
        Assert.Contains("lies outside", RejectedTree(Tree, new Edit.ReplaceSpan("src/Code.cs", int.MaxValue, "B", "C")));
    }

    [Fact]
    public void Code_nested_deeper_than_the_compiler_bears_is_refused_by_every_edit()
    {
        var deep = "class A { int F() => " + new string('(', 100_000) + "1" + new string(')', 100_000) + "; }";

        Assert.Contains("would exhaust the compiler", RejectedTree(Tree, new Edit.WholeFile("src/Code.cs", deep), new Edit.ReplaceMember("T:A", "class A { }")));
        Assert.Contains("would exhaust the compiler", RejectedTree(Tree, new Edit.ReplaceMember("T:A", deep)));
        var hostile = SourceTree.From(("src/Code.cs", deep), ("src/Other.cs", "class B { int x; }"));
        Assert.Equal("class B { }\n", AppliedTree(hostile, new Edit.WholeFile("src/Code.cs", "class B { }\n"))["src/Code.cs"].Text);
        Assert.Equal("class B { long x; }", AppliedTree(hostile, new Edit.ReplaceMember("F:B.x", "long x;"))["src/Other.cs"].Text);
        Assert.Contains("only given whole", RejectedTree(hostile, new Edit.SearchReplace("src/Code.cs", "1", "2")));
    }
}
