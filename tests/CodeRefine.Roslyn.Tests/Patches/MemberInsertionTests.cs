using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class MemberInsertionTests : PatchTest
{
    [Theory]
    [InlineData("class A\n{\n    int x;\n}\n", "int F() => x;", "class A\n{\n    int x;\n\n    int F() => x;\n}\n")]
    [InlineData("class A\n{\n    int x;\n}\n", "int y;\nint z;", "class A\n{\n    int x;\n    int y;\n    int z;\n}\n")]
    [InlineData("class A\n{\n}\n", "/// <summary>It.</summary>\nint F()\n{\n    return 1;\n}", "class A\n{\n    /// <summary>It.</summary>\n    int F()\n    {\n        return 1;\n    }\n}\n")]
    [InlineData("class A { }\n", "int x;", "class A {\n    int x;\n}\n")]
    [InlineData("namespace N\n{\n\tclass A\n\t{\n\t}\n}", "int x;", "namespace N\n{\n\tclass A\n\t{\n\t\tint x;\n\t}\n}")]
    [InlineData("record A(int X);\n", "public int Y => X;", "record A(int X)\n{\n    public int Y => X;\n}\n")]
    [InlineData("class A\n{\n    int x;\n#if X\n    int y;\n#endif\n}\n", "int F() => x;", "class A\n{\n    int x;\n#if X\n    int y;\n#endif\n\n    int F() => x;\n}\n")]
    [InlineData("class A\n{\n}\n", "class A\n{\n    int x;\n\n    int y;\n}", "class A\n{\n    int x;\n\n    int y;\n}\n")]
    [InlineData("enum A\n{\n    One, // first\n    Two // second\n}\n", "Three", "enum A\n{\n    One, // first\n    Two, // second\n    Three\n}\n")]
    [InlineData("class A\r\n{\r\n}", "int F()\n{\n}", "class A\r\n{\r\n    int F()\r\n    {\r\n    }\r\n}")]
    public void Members_come_to_stand_at_the_end_of_their_type(string source, string code, string expected)
    {
        Assert.Equal(expected, Applied(source, new Edit.InsertMember(source.StartsWith("namespace", StringComparison.Ordinal) ? "T:N.A" : "T:A", code)));
    }

    [Fact]
    public void A_type_in_parts_takes_them_in_its_editable_part()
    {
        var tree = SourceTree.From(("readonly/A.cs", "partial class A\n{\n}\n"), ("src/A.cs", "partial class A\n{\n}\n"), ("src/B.cs", "partial class A\n{\n}\n"));

        Assert.Equal("partial class A\n{\n    int x;\n}\n", AppliedTree(tree, new Edit.InsertMember("T:A", "int x;"))["src/A.cs"].Text);
    }

    [Theory]
    [InlineData("T:B", "int x;", "names no declaration")]
    [InlineData("M:A.F", "int x;", "no type")]
    [InlineData("T:A", "int x", "does not parse, at line 1")]
    [InlineData("T:A", "}", "does not parse")]
    [InlineData("T:A", " ", "no member")]
    public void What_can_not_be_inserted_is_refused_with_the_reason(string id, string code, string reason)
    {
        Assert.Contains(reason, Rejected("class A { void F() { } }", new Edit.InsertMember(id, code)));
    }
}
