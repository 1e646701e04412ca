using CodeRefine.Core.Patches;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class MemberDeletionTests : PatchTest
{
    [Theory]
    [InlineData("F:A.x", "class A\n{\n    int x; // gone\n    int y;\n}\n", "class A\n{\n    int y;\n}\n")]
    [InlineData("M:A.F", "class A\n{\n    int x;\n\n    // about F\n    /// <summary>F</summary>\n    void F()\n    {\n    }\n\n    int y;\n}\n", "class A\n{\n    int x;\n\n    int y;\n}\n")]
    [InlineData("M:A.F", "class A\n{\n    int x;\n\n    void F() { }\n}\n", "class A\n{\n    int x;\n}\n")]
    [InlineData("M:A.F", "class A\n{\n    // apart\n\n#region R\n    void F() { }\n#endregion\n}\n", "class A\n{\n    // apart\n\n#region R\n#endregion\n}\n")]
    [InlineData("F:A.y", "class A { int x, y, z; }", "class A { int x, z; }")]
    [InlineData("F:A.x", "class A { int x, y, z; }", "class A { int y, z; }")]
    [InlineData("F:A.x", "class A { int x; int y; }", "class A {  int y; }")]
    [InlineData("F:A.One", "enum A\n{\n    One,\n    Two\n}\n", "enum A\n{\n    Two\n}\n")]
    [InlineData("F:A.Two", "enum A\n{\n    One,\n    Two\n}\n", "enum A\n{\n    One\n}\n")]
    [InlineData("T:B", "class A { }\n\nclass B\n{\n}\n", "class A { }\n\n")]
    public void A_member_goes_with_the_comments_above_it(string id, string source, string expected)
    {
        Assert.Equal(expected, Applied(source, new Edit.DeleteMember(id)));
    }

    [Fact]
    public void A_member_that_is_not_there_can_not_be_deleted()
    {
        Assert.Contains("names no declaration", Rejected("class A { int x; }", new Edit.DeleteMember("F:A.y")));
    }
}
