using System.Collections.Immutable;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class UsingsAdditionTests : PatchTest
{
    [Theory]
    [InlineData("class A { }\n", "System.Text", "using System.Text;\n\nclass A { }\n")]
    [InlineData("using Zebra;\n\nclass A { }\n", "static System.Math|Alpha|System.Text|P = System.Text.Rune", "using Zebra;\nusing System.Text;\nusing Alpha;\nusing static System.Math;\nusing P = System.Text.Rune;\n\nclass A { }\n")]
    [InlineData("using System.Text; // text\nnamespace N;\n", "System.Text|System.Linq", "using System.Text; // text\nnamespace N;\n")]
    [InlineData("// head\n// more\n\n/// <summary>A</summary>\nclass A { }\n", "System.Text", "// head\n// more\n\nusing System.Text;\n\n/// <summary>A</summary>\nclass A { }\n")]
    [InlineData("// about A\nclass A { }\n", "System.Text", "using System.Text;\n\n// about A\nclass A { }\n")]
    [InlineData("#define X\n#nullable enable\nclass A { }\n", "System.Text", "#define X\n#nullable enable\nusing System.Text;\n\nclass A { }\n")]
    [InlineData("using A;\r\nclass B { }", "using System.Text;", "using A;\r\nusing System.Text;\r\nclass B { }")]
    [InlineData("using A; class B { }", "System.Text", "using A;\nusing System.Text;\n class B { }")]
    [InlineData("using A;", "System.Text", "using A;\nusing System.Text;\n")]
    public void Namespaces_are_added_behind_those_there_and_never_twice(string source, string names, string expected)
    {
        Assert.Equal(expected, Applied(source, new Edit.AddUsings("Code.cs", [.. names.Split('|')])));
    }

    [Fact]
    public void A_global_using_of_another_file_counts()
    {
        var tree = SourceTree.From(("Usings.cs", "global using System.Text;\n"), ("Code.cs", "class A { }\n"));

        Assert.Equal("class A { }\n", AppliedTree(tree, new Edit.AddUsings("Code.cs", ["System.Text"]))["Code.cs"].Text);
    }

    [Theory]
    [InlineData("System.Text; class Evil { }")]
    [InlineData("System.Text;\nusing X")]
    [InlineData("1x")]
    [InlineData("(var x = F())")]
    [InlineData("System.Text // comment")]
    public void What_is_no_namespace_is_refused(string name)
    {
        Assert.Contains("is no namespace", Rejected("class A { }", new Edit.AddUsings("Code.cs", [name])));
    }

    [Fact]
    public void No_namespaces_at_all_are_refused()
    {
        Assert.Contains("no namespace is named", Rejected("class A { }", new Edit.AddUsings("Code.cs", default(ImmutableArray<string>))));
    }
}
