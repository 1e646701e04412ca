namespace CodeRefine.Roslyn.Tests.Repair;

/// <summary>Each row: sources that do not compile, and what the first repair must hold.</summary>
public class CompileErrorRepairTests
{
    [Theory]
    // tokens
    [InlineData("class C { int F() { return 1 } }", "return 1;")]
    [InlineData("class C { int F(int a) { return (a + 1; } }", "return (a + 1);")]
    [InlineData("class C { int F() { return 1; }", "return 1; }}")]
    [InlineData("class C { void F() { if (true { } } }", "if (true) {")]
    // names
    [InlineData("class C { int F(int total) => totl; }", "=> total")]
    [InlineData("class C { int F(string text) => text.Lenght; }", "text.Length")]
    [InlineData("class C { void F() => Console.WritLine(1); }", "Console.WriteLine(1)")]
    [InlineData("class C { Lst<int> F() => new(); }", "List<int> F()")]
    [InlineData("class C { int F(int count) => Count; }", "=> count")]
    public void The_repair_holds(string source, string wanted) =>
        Assert.Contains(Sources.Squeeze(wanted), Sources.Squeeze(Sources.Mended(source)));

    [Theory]
    [InlineData("class C { List<int> F() => new(); }", "using System.Collections.Generic;")]
    [InlineData("class C { void F() { Console.WriteLine(1); } }", "using System;")]
    [InlineData("class C { int F(int[] a) => a.Sum(); }", "using System.Linq;")]
    [InlineData("class C { string F() => new StringBuilder().ToString(); }", "using System.Text;")]
    public void Missing_usings_are_added(string source, string wanted) => Assert.StartsWith(wanted, Sources.Mended(source, implicitUsings: false));

    [Fact]
    public void Several_errors_in_a_row_are_mended_one_after_another()
    {
        var mended = Sources.Mended("class C\n{\n    List<int> F(int[] values)\n    {\n        var result = new List<int>()\n        foreach (var v in values.Where(x => x > 0))\n        {\n            result.Ad(v);\n        }\n\n        return reslt;\n    }\n}\n", implicitUsings: false);
        Assert.Contains("using System.Collections.Generic;", mended);
        Assert.Contains("using System.Linq;", mended);
        Assert.Contains("new List<int>();", mended);
        Assert.Contains("result.Add(v);", mended);
        Assert.Contains("return result;", mended);
    }

    [Fact]
    public void What_compiles_needs_no_repair() => Assert.Empty(Sources.Repairs(true, ("A.cs", "class C { }")));

    [Fact]
    public void Files_that_may_not_be_edited_stay()
    {
        var compilation = Sources.Compile(true, ("A.cs", "class C { int F() { return 1 } }"));
        Assert.Empty(new CodeRefine.Roslyn.Repair.CompileErrors.CompileErrorRepair().Repair(compilation, _ => false));
    }
}
