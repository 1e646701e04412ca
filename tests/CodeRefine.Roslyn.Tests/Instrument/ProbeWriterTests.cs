using System.Collections.Immutable;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Tests.Compile;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Tests.Instrument;

/// <summary>Before and after, as text; calls are shortened to S (a step), B and A (the start of what may be left half-way), E and L (in and out), H (a statement).</summary>
public class ProbeWriterTests
{
    [Theory]
    [InlineData("void M() { while (true) { } }", "void M() { try { E; while (true) { S; } } finally { L; } }")]
    [InlineData("void M() { while (true); }", "void M() { try { E; while (true){ S; ; } } finally { L; } }")]
    [InlineData("void M() { do M(); while (true); }", "void M() { try { E; do { S; M(); } while (true); } finally { L; } }")]
    [InlineData("void M() { for (;;) foreach (var x in new int[1]) M(); }", "void M() { try { E; for (;;) { S; foreach (var x in new int[1]) { S; M(); } } } finally { L; } }")]
    [InlineData("void M() { again: M(); goto again; }", "void M() { try { E; again: S; M(); goto again; } finally { L; } }")]
    [InlineData("int M() => 1;", "int M() { try { E; return 1; } finally { L; } }")]
    [InlineData("void M() => M();", "void M() { try { E; M(); } finally { L; } }")]
    [InlineData("int M() => throw new System.Exception();", "int M() { try { E; throw new System.Exception(); } finally { L; } }")]
    [InlineData("C() => X = 1;", "C() { try { E; X = 1; } finally { L; } }")]
    [InlineData("int P => 1;", "int P { get { try { E; return 1; } finally { L; } } }")]
    [InlineData("int P { get => 1; set => X = value; }", "int P { get { try { E; return 1; } finally { L; } } set { try { E; X = value; } finally { L; } } }")]
    [InlineData("int P { get; set; }", "int P { get; set; }")]
    [InlineData("int this[int i] => i;", "int this[int i] { get { try { E; return i; } finally { L; } } }")]
    [InlineData("System.Collections.IEnumerable M() { yield return 1; }", "System.Collections.IEnumerable M() { B; yield return 1; }")]
    [InlineData("async System.Threading.Tasks.Task M() => await M();", "async System.Threading.Tasks.Task M() { A; await M(); }")]
    [InlineData("async System.Threading.Tasks.Task<int> M() => await M();", "async System.Threading.Tasks.Task<int> M() { A; return await M(); }")]
    [InlineData("System.Func<int, int> F = x => x + 1;", "System.Func<int, int> F = x => { B; return x + 1; };")]
    [InlineData("System.Action F = () => System.Console.WriteLine();", "System.Action F = () => { B; System.Console.WriteLine(); };")]
    [InlineData("System.Func<int, System.Func<int, int>> F = x => y => x + y;", "System.Func<int, System.Func<int, int>> F = x => { B; return y => { B; return x + y; }; };")]
    [InlineData("System.Linq.Expressions.Expression<System.Func<int, int>> F = x => x + 1;", "System.Linq.Expressions.Expression<System.Func<int, int>> F = x => x + 1;")]
    [InlineData("System.Func<System.Threading.Tasks.Task> F = async () => await System.Threading.Tasks.Task.Yield();", "System.Func<System.Threading.Tasks.Task> F = async () => { A; await System.Threading.Tasks.Task.Yield(); };")]
    [InlineData("void M() { int F(int n) => F(n - 1); F(1); }", "void M() { try { E; int F(int n) { try { E; return F(n - 1); } finally { L; } } F(1); } finally { L; } }")]
    [InlineData("public static implicit operator int(C c) => 1;", "public static implicit operator int(C c) { try { E; return 1; } finally { L; } }")]
    [InlineData("~C() { while (true) { } }", "~C() { while (true) { S; } }")]
    [InlineData("ref int M() => ref X;", "ref int M() { try { E; return ref X; } finally { L; } }")]
    public void Budgets_stand_at_loop_heads_labels_and_entries(string before, string after)
    {
        Assert.Equal(Squeeze(after), Rewrite(before, coverage: false).Text);
    }

    [Theory]
    [InlineData("void M() { M(); if (X > 0) return; else if (X < 0) M(); }", "void M() { try { E; H0; M(); H1; if (X > 0) { H2; return; } else { H3; if (X < 0) { H4; M(); } } } finally { L; } }")]
    [InlineData("void M() { switch (X) { case 1: M(); break; } }", "void M() { try { E; H0; switch (X) { case 1: H1; M(); H2; break; } } finally { L; } }")]
    [InlineData("int M() => X;", "int M() { try { E; H0; return X; } finally { L; } }")]
    [InlineData("void M() { a: M(); }", "void M() { try { E; a: S; H0; M(); } finally { L; } }")]
    [InlineData("void M() { while (X > 0) X--; }", "void M() { try { E; H0; while (X > 0) { S; H1; X--; } } finally { L; } }")]
    [InlineData("void M() { lock (this) M(); }", "void M() { try { E; H0; lock (this) { H1; M(); } } finally { L; } }")]
    public void With_coverage_each_statement_has_a_probe(string before, string after)
    {
        Assert.Equal(Squeeze(after), Rewrite(before, coverage: true).Text);
    }

    [Fact]
    public void A_probe_tells_its_statements_place_in_the_text_as_it_was()
    {
        const string before = "void M()\n{\n    X = 1;\n    if (X > 0)\n        X = 2;\n}";

        var (_, probes) = Rewrite(before, coverage: true);

        Assert.Equal([(3, "X = 1;"), (4, "if (X > 0)\n        X = 2;"), (5, "X = 2;")], probes.Select(p => (p.Line, Wrap(before).Substring(p.Span.Start, p.Span.Length))));
    }

    [Fact]
    public void No_line_is_added_beside_comments_and_directives()
    {
        const string before = "int M() // a\n    => // b\n    X // c\n    ; // d\n#if true\nvoid N() // e\n{ // f\n    while (true) // g\n        N(); // h\n#endif\n} // i\n";

        var (text, _) = Rewrite(before, coverage: true, shorten: false);

        Assert.Equal(Wrap(before).Split('\n').Select(l => l.Split("//").ElementAtOrDefault(1)), text.Split('\n').Select(l => l.Split("//").ElementAtOrDefault(1)));
        Assert.Empty(CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken));
    }

    private static (string Text, ImmutableArray<ProbeSite> Probes) Rewrite(string member, bool coverage, bool shorten = true)
    {
        var tree = CSharpSyntaxTree.ParseText(Wrap(member));
        var compilation = CSharpCompilation.Create("x", [tree], Builders.References.Candidate);
        var probes = ImmutableArray.CreateBuilder<ProbeSite>();
        var text = ProbeWriter.Write(compilation.GetSemanticModel(tree), "x.cs", coverage, lambdas: true, probes, default);
        return (shorten ? Shorten(text) : text, probes.ToImmutable());
    }

    private static string Wrap(string member) => "class C { int X; " + member + " }";

    private static string Shorten(string text)
    {
        text = text["class C { int X; ".Length..^" }".Length].Replace(ProbeSource.Call, "", StringComparison.Ordinal);
        foreach (var (name, sign) in new[] { ("Step()", "S"), ("StartAsync()", "A"), ("Start()", "B"), ("Enter()", "E"), ("Leave()", "L") })
        {
            text = text.Replace(name, sign, StringComparison.Ordinal);
        }

        return Squeeze(System.Text.RegularExpressions.Regex.Replace(text, @"Hit\((\d+)\)", "H$1"));
    }

    private static string Squeeze(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", "");
}
