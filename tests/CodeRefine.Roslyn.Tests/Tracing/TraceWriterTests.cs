using System.Text.RegularExpressions;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument.Tracing;
using CodeRefine.Roslyn.Tests.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Tests.Tracing;

/// <summary>
/// Before and after, as text, and what comes of it compiles. Calls are shortened: <c>Enter</c>, <c>@</c> (a statement), <c>v:x</c> (a variable's value), <c>round</c>, <c>loop</c>,
/// <c>if[…]</c> (a condition), <c>ret[…]</c> (a returned value), <c>arm</c>, <c>end</c>; budgets are left out.
/// </summary>
public sealed partial class TraceWriterTests
{
    [Theory]
    [InlineData("int M(int a) { var b = a; return b; }", "int M(int a) { Enter v:a v:this @ v:a v:this var b = a; @ v:a v:b v:this return ret[b]; }")]
    [InlineData("static int M(int a) { if (a > 0) return 1; return 2; }", "static int M(int a) { Enter v:a @ v:a if (if[a > 0]) { @ v:a return ret[1]; } @ v:a return ret[2]; }")]
    [InlineData("static void M(int a) { while (a > 0) a--; }", "static void M(int a) { Enter v:a @ v:a loop while (if[a > 0]) { @ v:a round a--; } end v:a }")]
    [InlineData("static void M() { for (var i = 0; i < 3; i++) { M(); } }", "static void M() { Enter @ loop for (var i = 0; if[i < 3]; i++) { @ v:i round @ v:i M(); } end }")]
    [InlineData("static void M(int[] a) { foreach (var x in a) M(a); }", "static void M(int[] a) { Enter v:a @ v:a loop foreach (var x in a) { @ v:a v:x round M(a); } end v:a }")]
    [InlineData("static int M(int a) => a + 1;", "static int M(int a) { Enter v:a @ return ret[a + 1]; }")]
    [InlineData("static void N() { } static void M() => N();", "static void N() { Enter end } static void M() { Enter @ N(); }")]
    [InlineData("static int M(int a) => throw new System.Exception();", "static int M(int a) { Enter v:a @ throw new System.Exception(); }")]
    [InlineData("static bool M(int a) { return a > 0 && a < 9 || !(a == 5); }", "static bool M(int a) { Enter v:a @ v:a return ret[if[a > 0] && if[a < 9] || if[!(a == 5)]]; }")]
    [InlineData("static int M(object o) { if (o is string s && s.Length > 0) return s.Length; return 0; }", "static int M(object o) { Enter v:o @ v:o if (if[if[o is string s] && if[s.Length > 0]]) { @ v:o v:s return ret[s.Length]; } @ v:o return ret[0]; }")]
    [InlineData("static int M(string t) { if (!int.TryParse(t, out var n)) return -1; return n; }", "static int M(string t) { Enter v:t @ v:t if (if[!int.TryParse(t, out var n)]) { @ v:t v:n return ret[-1]; } @ v:t v:n return ret[n]; }")]
    [InlineData("static int M(int a) { int b; if (a > 0) b = 1; else b = 2; return b; }", "static int M(int a) { Enter v:a @ v:a int b; @ v:a if (if[a > 0]) { @ v:a b = 1; } else { @ v:a b = 2; } @ v:a v:b return ret[b]; }")]
    [InlineData("static void M(out int a) { a = 1; }", "static void M(out int a) { Enter @ a = 1; end v:a }")]
    [InlineData("static void M(ref int a, in int b) { a = b; }", "static void M(ref int a, in int b) { Enter v:a v:b @ v:a v:b a = b; end v:a v:b }")]
    [InlineData("static int M(System.ReadOnlySpan<char> s) { var n = s.Length; return n; }", "static int M(System.ReadOnlySpan<char> s) { Enter @ var n = s.Length; @ v:n return ret[n]; }")]
    [InlineData("static System.Span<int> M(int[] a) { return a; }", "static System.Span<int> M(int[] a) { Enter v:a @ v:a return a; }")]
    [InlineData("static ref int M(int[] a) => ref a[0];", "static ref int M(int[] a) { Enter @ return ref a[0]; }")]
    [InlineData("static System.Collections.Generic.IEnumerable<int> M(int n) { while (true) yield return n++; }", "static System.Collections.Generic.IEnumerable<int> M(int n) { Enter v:n @ v:n loop while (true) { @ v:n round yield return n++; } }")]
    [InlineData("static async System.Threading.Tasks.Task<int> M(int n) { await System.Threading.Tasks.Task.Yield(); return n; }", "static async System.Threading.Tasks.Task<int> M(int n) { Enter v:n @ v:n await System.Threading.Tasks.Task.Yield(); @ v:n return ret[n]; }")]
    [InlineData("static int M(int n) { int F(int m) => m + n; return F(n); }", "static int M(int n) { Enter v:n int F(int m) { Enter v:n v:m @ return ret[m + n]; } @ v:n return ret[F(n)]; }")]
    [InlineData("static int M(int n) { static int F(int m) => m; return F(n); }", "static int M(int n) { Enter v:n static int F(int m) { Enter v:m @ return ret[m]; } @ v:n return ret[F(n)]; }")]
    [InlineData("static System.Func<int, int> M(int n) { return m => m + n; }", "static System.Func<int, int> M(int n) { Enter v:n @ v:n return ret[m => { Enter v:n v:m @ return ret[m + n]; }]; }")]
    [InlineData("static System.Linq.Expressions.Expression<System.Func<int, bool>> M() => x => x > 0 ? true : false;", "static System.Linq.Expressions.Expression<System.Func<int, bool>> M() { Enter @ return ret[x => x > 0 ? true : false]; }")]
    [InlineData("static string M(int n) => n switch { 0 => \"none\", > 9 when n < 99 => \"many\", _ => \"some\" };", "static string M(int n) { Enter v:n @ return ret[n switch { 0 when arm => \"none\", > 9 when (n < 99) && arm => \"many\", _ when arm => \"some\" }]; }")]
    [InlineData("static int M(object o) { switch (o) { case int n when n > 0: return n; default: return 0; } }", "static int M(object o) { Enter v:o @ v:o switch (o) { case int n when n > 0: @ v:o v:n return ret[n]; default: @ v:o return ret[0]; } }")]
    [InlineData("static int M(int n) { again: n--; if (n > 0) goto again; return n; }", "static int M(int n) { Enter v:n again: @ v:n round n--; @ v:n if (if[n > 0]) { @ v:n goto again; } @ v:n return ret[n]; }")]
    [InlineData("static int M(int n) { try { return 1 / n; } catch (System.Exception e) { n = 2; } finally { n++; } return n; }", "static int M(int n) { Enter v:n try { @ v:n return ret[1 / n]; } catch (System.Exception e) { @ v:n v:e n = 2; } finally { @ v:n n++; } @ v:n return ret[n]; }")]
    [InlineData("C(int x) { X = x; }", "C(int x) { Enter v:x v:this @ v:x v:this X = x; end v:x v:this }")]
    [InlineData("int P { get => X; set => X = value; }", "int P { get { Enter v:this @ return ret[X]; } set { Enter v:value v:this @ X = value; } }")]
    [InlineData("int this[int i] => X + i;", "int this[int i] { get { Enter v:this @ return ret[X + i]; } }")]
    [InlineData("~C() { X = 1; }", "~C() { X = 1; }")]
    [InlineData("int F = 1 > 0 ? 1 : 2; int Q = System.Environment.ProcessorCount > 1 ? 1 : 2;", "int F = 1 > 0 ? 1 : 2; int Q = System.Environment.ProcessorCount > 1 ? 1 : 2;")]
    [InlineData("struct S { int a; public S(int b) { a = b; } public int Twice() { return a * 2; } }", "struct S { int a; public S(int b) { Enter v:b @ v:b a = b; end v:b } public int Twice() { Enter v:this @ v:this return ret[a * 2]; } }")]
    [InlineData("ref struct S { int a; public int Twice() { return a * 2; } }", "ref struct S { int a; public int Twice() { Enter @ return ret[a * 2]; } }")]
    [InlineData("static int M(int a) { const int b = 2; for (;;) { int c; c = a; if (c > b) return c; } }", "static int M(int a) { Enter v:a @ v:a const int b = 2; @ v:a loop for (;;) { @ v:a round @ v:a int c; @ v:a c = a; @ v:a v:c if (if[c > b]) { @ v:a v:c return ret[c]; } } }")]
    [InlineData("static int M((int A, string B) t) { var (a, b) = t; return a + b.Length; }", "static int M((int A, string B) t) { Enter v:t @ v:t var (a, b) = t; @ v:t v:a v:b return ret[a + b.Length]; }")]
    [InlineData("static T M<T>(T t) where T : class { return t ?? throw new System.Exception(); }", "static T M<T>(T t) where T : class { Enter v:t @ v:t return ret[t ?? throw new System.Exception()]; }")]
    [InlineData("static void M(dynamic d) { d(); }", "static void M(dynamic d) { Enter v:(object)d @ v:(object)d d(); end v:(object)d }")]
    [InlineData("static int M(int @class) { return @class; }", "static int M(int @class) { Enter v:@class @ v:@class return ret[@class]; }")]
    public void Probes_stand_where_paths_and_values_are_told(string before, string after)
    {
        var (text, compilation) = Rewrite(before);

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal(Squeeze(after), Squeeze(Shorten(text)));
    }

    [Fact]
    public void No_line_is_added()
    {
        const string before = "static int M(int a) // a\n{ // b\n    while (a > 0 // c\n        && a < 9) // d\n        a--; // e\n    return a switch // f\n    { // g\n        0 => 1, // h\n        _ => 2, // i\n    }; // j\n} // k\n";

        var (text, _) = Rewrite(before);

        Assert.Equal(before.Split('\n').Select(l => l.Split("//").ElementAtOrDefault(1)), text.Split('\n').Select(l => l.Split("//").ElementAtOrDefault(1)));
    }

    private static (string Text, CSharpCompilation Compilation) Rewrite(string member)
    {
        var source = "class C { int X; " + member + " }";
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), CSharpParseOptions.Default, SourcePaths.ForCandidate("x.cs"));
        var compilation = CSharpCompilation.Create("x", [tree], Builders.References.Candidate, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var written = TraceInstrumenter.Write(compilation, new TraceOptions(1000, 100, TimeSpan.FromSeconds(1), Hangs: false), lambdas: true, new HashSet<TracePlace>(), (name, text) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, name, System.Text.Encoding.UTF8), default).Compilation;
        var text = written.SyntaxTrees.Single(t => t.FilePath == SourcePaths.ForCandidate("x.cs")).GetText().ToString();
        return (text["class C { int X; ".Length..^" }".Length], written);
    }

    private static string Shorten(string text)
    {
        text = Budget().Replace(text, "").Replace("finally { }", "", StringComparison.Ordinal).Replace(TraceSource.Call, "", StringComparison.Ordinal);
        text = Entered().Replace(text, "Enter ");
        foreach (var (pattern, sign) in new[] { (@"At\(__trace\d+, \d+\);", "@ "), (@"V\(__trace\d+, \d+, ([^)]*?(?:\(object\))?[^)]*?)\);", "v:$1 "), (@"Round\(__trace\d+, \d+\);", "round "), (@"Begin\(__trace\d+, \d+\);", "loop "), (@"End\(__trace\d+, \d+\);", "end "), (@"Arm\(__trace\d+, \d+\)", "arm") })
        {
            text = Regex.Replace(text, pattern, sign);
        }

        text = Regex.Replace(text, @"\) && \(Yes\(__trace\d+, \d+\) \|\| true\) \|\| No\(__trace\d+, \d+\) && false\)", "⟧");
        for (var end = text.IndexOf('⟧', StringComparison.Ordinal); end >= 0; end = text.IndexOf('⟧', StringComparison.Ordinal))
        {
            var (start, depth) = (end - 1, 0);
            for (; depth > 0 || text[start] != '('; start--)
            {
                depth += text[start] is ')' ? 1 : text[start] is '(' ? -1 : 0;
            }

            text = $"{text[..(start - 1)]}if[{text[(start + 1)..end]}]{text[(end + 1)..]}";
        }

        while (Returned().Match(text) is { Success: true } match)
        {
            var (at, depth) = (match.Index + match.Length, 1);
            for (; depth > 0; at++)
            {
                depth += text[at] is '(' ? 1 : text[at] is ')' ? -1 : 0;
            }

            text = $"{text[..match.Index]}ret[{text[(match.Index + match.Length)..(at - 1)]}]{text[at..]}";
        }

        return text;
    }

    [GeneratedRegex(@"Return<[^(]*>\(__trace\d+, \d+, ")]
    private static partial Regex Returned();

    private static string Squeeze(string text) => Spaces().Replace(text, "");

    [GeneratedRegex(@"try \{ global::CodeRefine\.Instrumentation\.Probe\.Enter\(\);|global::CodeRefine\.Instrumentation\.Probe\.(?:Step|Start|StartAsync)\(\);|\} finally \{ global::CodeRefine\.Instrumentation\.Probe\.Leave\(\); \}")]
    private static partial Regex Budget();

    [GeneratedRegex(@"var __trace\d+ = Enter\(\d+, \d\);")]
    private static partial Regex Entered();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
