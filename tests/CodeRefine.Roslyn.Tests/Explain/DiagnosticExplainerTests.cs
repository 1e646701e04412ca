using CodeRefine.Roslyn.Explain;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Tests.Explain;

public sealed class DiagnosticExplainerTests
{
    [Theory]
    [InlineData("using System; class A { int total; int F() => totl + 1; }", "CS0103", "`total` is in scope and near to it: `int A.total`.")]
    [InlineData("class A { void F() { Console.WriteLine(1); } }", "CS0103", "`Console` is a type in `System`: `using System;` brings it in.")]
    [InlineData("using System.Collections.Generic; class A { List<int> items = new(); int F() => Count; }", "CS0103", "`items` has it: `items.Count` (`int List<int>.Count { get; }`).")]
    [InlineData("class A { List<int> items; }", "CS0246", "`List` is a type in `System.Collections.Generic`: `using System.Collections.Generic;` brings it in.")]
    [InlineData("class Stack { } class A { Stak s; }", "CS0246", "`Stack` is in scope and near to it")]
    [InlineData("using System; class A { StringBulder b; }", "CS0246", "Near to it in name is `System.Text.StringBuilder`.")]
    [InlineData("class A { [Obsolete] void F() { } }", "CS0246", "`ObsoleteAttribute` is a type in `System`")]
    [InlineData("class A { int F(string s) => s.Lenght; }", "CS1061", "`Length` is a member of `String` and near to it: `int string.Length { get; }`.")]
    [InlineData("class A { object F(int[] s) => s.Select(x => x); }", "CS1061", "`Select` is an extension method in `System.Linq`: `using System.Linq;` brings it in.")]
    [InlineData("class Q { public void Put(int x) { } public int Size; } class A { int F(Q q) => q.Dequeue(); }", "CS1061", "`Q` has `void Q.Put(int x)`, `int Q.Size`.")]
    [InlineData("using System; class A { int F(int x) => Math.Maximum(x, 1); }", "CS0117", "")]
    [InlineData("using System; class A { int F(int x) => Math.Mx(x, 1); }", "CS0117", "`Max` is a member of `Math` and near to it")]
    [InlineData("class A { int G(int a, string b) => a; int F() => G(1); }", "CS7036", "The signature is `int A.G(int a, string b)`.")]
    [InlineData("class A { int G(int a, string b) => a; int F() => G(1, 2); }", "CS1503", "The call passes (`int`, `int`).")]
    [InlineData("class A { int G(int a, string b) => a; int F() => G(1, 2); }", "CS1503", "`2.ToString()` gives text.")]
    [InlineData("class A { int G(int a) => a; int G(int a, int b) => a; int F() => G(1, 2, 3); }", "CS1501", "The overloads are `int A.G(int a, int b)`, `int A.G(int a)`.")]
    [InlineData("class B { public B(int size) { } } class A { B F() => new B(1, 2); }", "CS1729", "The signature is `B.B(int size)`.")]
    [InlineData("class A { int F(double d) => d; }", "CS0266", "A cast converts it: `(int)d`.")]
    [InlineData("class A { int F(string s) => s; }", "CS0029", "`int.Parse(s)` reads one from text.")]
    [InlineData("class A { int F(string s) => s; }", "CS0029", "`s.Length` gives `int`.")]
    [InlineData("using System.Linq; using System.Collections.Generic; class A { int[] F(List<int> s) => s.Select(x => x + 1); }", "CS0266", "ToArray()` gives `int[]`")]
    [InlineData("using System.Threading.Tasks; class A { async Task<int> F(Task<int> t) { await t; int x = t; return x; } }", "CS0029", "`await t` gives `int`.")]
    [InlineData("class A { int F(int n) { if (n > 0) return 1; } }", "CS0161", "`F` returns `int`")]
    [InlineData("interface I { int P { get; } void M(string s); } class A : I { }", "CS0535", "`A` still has to declare `int I.P { get; }`, `void I.M(string s)`.")]
    [InlineData("abstract class B { public abstract int M(); public abstract int N(); } class A : B { public override int N() => 1; }", "CS0534", "`A` still has to declare `int B.M()`.")]
    [InlineData("class B { public virtual int Area() => 1; } class A : B { public override int Aera() => 1; }", "CS0115", "`int B.Area()` can be overridden.")]
    [InlineData("class A { bool F(string s, int n) => s < n; }", "CS0019", "The left side `s` is `string`, the right side `n` is `int`.")]
    [InlineData("using System.Collections.Generic; class A { int F(List<int> s) => s.Count(); }", "CS1955", "`Count` is no method: write it without `()`")]
    [InlineData("class A { int G() => 1; int F() { int x = G; return x; } }", "CS0428", "`G` is a method: call it with `()`")]
    [InlineData("class A\n{\n    void F()\n    {\n        if (true)\n        {\n    }\n", "CS1513", "No `}` answers to the `{` of line")]
    public void An_error_comes_with_what_is_there(string source, string id, string expected)
    {
        var evidence = Explain(source, id);

        Assert.Equal("A.cs", evidence.Path);
        Assert.Contains(expected, string.Join('\n', evidence.Suggestions));
    }

    [Fact]
    public void The_excerpt_has_line_numbers_and_carets_and_the_member_is_named()
    {
        var evidence = Explain("namespace N\n{\n    class A\n    {\n        int F(int wide)\n        {\n            return wdie;\n        }\n    }\n}\n", "CS0103");

        Assert.Equal(" 5 |         int F(int wide)\n 6 |         {\n 7 |             return wdie;\n   |                    ^^^^\n 8 |         }\n 9 |     }", evidence.Excerpt);
        Assert.Equal("M:N.A.F(System.Int32)", evidence.MemberId);
        Assert.Equal(7, evidence.Line);
    }

    [Fact]
    public void Every_error_of_torn_code_can_be_explained()
    {
        const string whole = "using System.Linq;\nnamespace N;\nclass A<T> : System.IDisposable where T : class\n{\n    readonly int[] items = [1, 2];\n    public int Sum(int from, string to = \"x\") => items.Where(i => i > from).Select(i => new { i, to = to[0] }).Sum(p => p?.i ?? 0);\n    int this[int i] { get => items[i]; set { items[i] = value; } }\n    void M() { foreach (var x in items) { switch (x) { case 1: goto default; default: return; } } }\n}\n[System.Obsolete(nameof(A<string>))] record R(int X) : B(X);";
        for (var cut = 0; cut < whole.Length; cut += 23)
        {
            foreach (var torn in (string[])[whole[..cut], whole[cut..], whole[..cut] + whole[Math.Min(whole.Length, cut + 7)..]])
            {
                var compilation = Compile(torn);
                foreach (var diagnostic in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
                {
                    Assert.Equal(diagnostic.Id, DiagnosticExplainer.Explain(compilation, diagnostic).Id);
                }
            }
        }
    }

    private static DiagnosticEvidence Explain(string source, string id)
    {
        var compilation = Compile(source);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return DiagnosticExplainer.Explain(compilation, errors.FirstOrDefault(d => d.Id == id) ?? throw new InvalidOperationException($"No {id} but {string.Join("; ", errors)}"));
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Candidate",
        [CSharpSyntaxTree.ParseText(source, path: "/src/A.cs")],
        TestReferences.Framework,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
