using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Tests;

public sealed class SourceTreeTests
{
    [Fact]
    public void Trees_with_the_same_files_are_equal_whatever_the_order()
    {
        var one = SourceTree.From(("a.cs", "1"), ("b.cs", "2"));
        var two = SourceTree.From(("b.cs", "2"), ("a.cs", "1"));

        Assert.Equal(one, two);
        Assert.Equal(one.Hash, two.Hash);
    }

    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("a", "b", "a", "B")]
    public void Text_that_moves_between_name_and_content_changes_the_hash(string path, string text, string otherPath, string otherText) =>
        Assert.NotEqual(SourceTree.From((path, text)).Hash, SourceTree.From((otherPath, otherText)).Hash);

    [Fact]
    public void A_byte_order_mark_is_part_of_the_content()
    {
        var plain = SourceTree.Empty.With("a.cs", new SourceFile("x"));
        var marked = SourceTree.Empty.With("a.cs", new SourceFile("x", SourceEncoding.Utf8WithBom));

        Assert.NotEqual(plain, marked);
    }

    [Fact]
    public void Editing_a_file_keeps_its_encoding_and_leaves_the_old_tree_as_it_was()
    {
        var before = SourceTree.Empty.With("a.cs", new SourceFile("x", SourceEncoding.Utf8WithBom));
        var after = before.With("a.cs", "y");

        Assert.Equal(new SourceFile("y", SourceEncoding.Utf8WithBom), after["a.cs"]);
        Assert.Equal("x", before["a.cs"].Text);
    }
}
