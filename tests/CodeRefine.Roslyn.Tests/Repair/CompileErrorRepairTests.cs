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
    [InlineData("class C { int F(int[] a, int[] b, int i) => a[b[i]; }", "a[b[i]]")]
    [InlineData("class C { int F(int[][] a, int i, int j) => a[i[j]; }", "a[i][j]")]
    [InlineData("class C { bool F(int[] a, int i, int n) { if (a[i > n) { return true; } return false; } }", "if (a[i] > n)")]
    [InlineData("class C {\n void F() {\n Console.WriteLine(\"done);\n } }", "WriteLine(\"done\");")]
    [InlineData("class C {\n string F(int n) {\n return G(\"a\", \"b, n);\n }\n string G(string a, string b, int n) => a + b + n; }", "G(\"a\", \"b\", n)")]
    [InlineData("class C {\n string F(int n) {\n return $\"{n} of;\n } }", "$\"{n} of\";")]
    [InlineData("class C {\n bool F(char c) {\n if (c == 'a) { return true; }\n return false;\n } }", "c == 'a')")]
    // names
    [InlineData("class C { int F(int total) => totl; }", "=> total")]
    [InlineData("class C { int F(string text) => text.Lenght; }", "text.Length")]
    [InlineData("class C { void F() => Console.WritLine(1); }", "Console.WriteLine(1)")]
    [InlineData("class C { Lst<int> F() => new(); }", "List<int> F()")]
    [InlineData("class C { int F(int count) => Count; }", "=> count")]
    // conversions
    [InlineData("class C { int F(double d) { int x = d; return x; } }", "int x = (int)d;")]
    [InlineData("class C { string F(int n) => n; }", "=> n.ToString()")]
    [InlineData("class C { int F(string s) { int n = s; return n; } }", "int n = int.Parse(s);")]
    [InlineData("class C { int[] F(int[] a) => a.Where(x => x > 0); }", "a.Where(x => x > 0).ToArray()")]
    [InlineData("class C { List<int> F(int[] a) => a.Where(x => x > 0); }", "a.Where(x => x > 0).ToList()")]
    [InlineData("class C { char F() => \"a\"; }", "=> 'a'")]
    [InlineData("class C { bool F(string s) => s[0] == \"a\"; }", "s[0] == 'a'")]
    [InlineData("class C { int F(bool b) { if (b = true) return 1; if (G() = 2) return 2; return 0; } int G() => 1; }", "G() == 2")]
    [InlineData("class C { int F(int a) { if (a = 1) return 1; return 0; } }", "if (a == 1)")]
    [InlineData("class C { bool F(int a) { if (a) return true; return false; } }", "if (a != 0)")]
    [InlineData("class C { decimal F() => 1.5; }", "1.5m")]
    [InlineData("class C { int F() => 'a bc'.Length; }", "\"a bc\".Length")]
    [InlineData("class C { void G(int a, string b) { } void F() => G(\"x\", 1); }", "G(1, \"x\")")]
    [InlineData("class C { int F() { int x = null; return 1; } }", "int? x = null")]
    // calls and members
    [InlineData("class C { int F(int[] a) => a.size(); }", "a.Length")]
    [InlineData("class C { int F(List<int> a) => a.Length; }", "a.Count")]
    [InlineData("class C { int F(List<int> a) => a.Count() + a.size(); }", "a.Count() + a.Count")]
    [InlineData("class C { int F(IEnumerable<int> a) => a.Length; }", "a.Count()")]
    [InlineData("class C { int F(string a) => a.Length(); }", "a.Length;")]
    [InlineData("class C { int F() { int x = G; return x; } int G() => 1; }", "int x = G();")]
    [InlineData("class C { char F(string s) => s.charAt(0); }", "s[0]")]
    [InlineData("class P { } class C { P F() => P(); }", "new P()")]
    [InlineData("class C { boolean F() => true; }", "bool F()")]
    // returns, locals
    [InlineData("class C { int F(int[] a) { var sum = 0; foreach (var x in a) sum += x; } }", "sum += x; return sum;")]
    [InlineData("class C { int G(int a) => a; int F(int a) { G(a + 1); } }", "return G(a + 1);")]
    [InlineData("class C { int F(int a) { int r; if (a > 0) r = 1; return r; } }", "int r = 0;")]
    [InlineData("class C { int F(int a) { x = a; return x; } }", "var x = a;")]
    [InlineData("class C { void F(out int a) { } }", "a = 0;")]
    [InlineData("class C { int F(int a) { int b = 1; int b = a; return b; } }", "int b = 1; b = a;")]
    [InlineData("class C { int F(string s) { if (int.TryParse(s, var n)) return n; return 0; } }", "int.TryParse(s, out var n)")]
    [InlineData("class C { int F(string s) { if (int.TryParse(s, int n)) return n; return 0; } }", "int.TryParse(s, out int n)")]
    [InlineData("class C { List<int> F(List<int> a) => a.Reverse(); }", "Enumerable.Reverse(a).ToList()")]
    [InlineData("class C { int F(List<int> a) { var b = a.Sort(); return b[0]; } }", "a.Order().ToList()")]
    [InlineData("class C { Dictionary<string, int>? F(Dictionary<object, int> a) => a as Dictionary<string, int>; }", "(object)a as Dictionary<string, int>")]
    // async
    [InlineData("class C { async Task<int> F() { var sum = 0; sum += G(); await Task.Yield(); return sum; } async Task<int> G() { await Task.Yield(); return 1; } }", "sum += await G();")]
    [InlineData("class C { Task<int> G() => Task.FromResult(1); Task<int> F() { var x = await G(); return x; } }", "async Task<int> F()")]
    [InlineData("class C { Task<int> G() => Task.FromResult(1); async Task<int> F() { int x = G(); return x; } }", "int x = await G();")]
    [InlineData("class C { Task<string> G() => Task.FromResult(\"\"); async Task<int> F() { return G().Length; } }", "(await G()).Length")]
    // declarations
    [InlineData("class A { int x; int Y() => x; } class C { int F(A a) => a.Y(); }", "public int Y()")]
    [InlineData("class C { int n; static int F() => n; }", "static int n")]
    [InlineData("class A { public static int X = 1; } class C { int F(A a) => a.X; }", "A.X")]
    [InlineData("class C { readonly int n; void F() { n = 1; } }", "{ int n; void F()")]
    [InlineData("class C { public int N { get; } void F() { N = 1; } }", "int N { get; private set; }")]
    [InlineData("class C { void G(out int a) { a = 1; } int F() { int x; G(x); return x; } }", "G(out x)")]
    [InlineData("class C { void G(int a) { } void F() { int x = 1; G(ref x); } }", "G(x)")]
    [InlineData("class C : IDisposable { }", "public void Dispose()")]
    [InlineData("class C : IComparable<C> { int key; public int Compare(C? other) => key - other!.key; }", "public int CompareTo(C? other)")]
    [InlineData("class C : IEnumerable<int> { List<int> items = []; public IEnumerator<int> GetEnumerator() => items.GetEnumerator(); }", "IEnumerable.GetEnumerator() => GetEnumerator();")]
    [InlineData("interface I { int G(); } class C : I { int G() => 1; }", "public int G()")]
    [InlineData("class C(int n) : IEquatable<C> { int N { get; } = n; public override bool Equals(object? o) => o is C c && c.N == N; public override int GetHashCode() => N; }", "public bool Equals(C? other) => Equals((object?)other);")]
    [InlineData("struct C : IEquatable<C> { public int A; public string B; }", "public bool Equals(C other) => Equals(A, other.A) && Equals(B, other.B);")]
    [InlineData("interface I { int G(int a, out string b); int N { get; } } class C : I { I inner = null!; public int N => inner.N; }", "public int G(int a, out string b) => inner.G(a, out b);")]
    [InlineData("class C { int F(int a) { switch (a) { case 1: a = 2; case 2: return 3; } return a; } }", "a = 2; break; case 2:")]
    [InlineData("class C { int F(int a) => a switch { > 1 => 1, > 5 => 2, _ => 0 }; }", "> 5 => 2, > 1 => 1")]
    [InlineData("class B { } class C { override public string Tostring() => \"\"; }", "string ToString()")]
    // other languages' signs
    [InlineData("class C { bool F(int a) => a =< 2; }", "a <= 2")]
    [InlineData("class C { int F(int a) { if (a > 1) return 1; elif (a > 0) return 2; return 0; } }", "else if (a > 0)")]
    [InlineData("class C { int F(int[] a) { foreach (x in a) return x; return 0; } }", "foreach (var x in a)")]
    [InlineData("class C { int F() { return 1; } } }", "return 1; } }")]
    [InlineData("class C { int F() { for (int i = 0, i < 3; i++) { } return 1; } }", "int i = 0; i < 3; i++")]
    // openings and ends
    [InlineData("class C\n{\n    int F(int a)\n    {\n        if (a > 1)\n            a = 2;\n        }\n        return a;\n    }\n}", "if (a > 1) {")]
    [InlineData("class C\n{\n    int F(int a)\n    {\n        if a > 1)\n        {\n            return 1;\n        }\n        return 0;\n    }\n}", "if (a > 1)")]
    // words
    [InlineData("class C { pubic int F() => 1; }", "public int F()")]
    [InlineData("class C { int F() { retrun 1; } }", "return 1;")]
    [InlineData("class C { bool F(int n, int m) { if (n = 0 || m == 1) return true; return false; } }", "n == 0 || m == 1")]
    [InlineData("class C { bool F(string[] all) { foreach (var one in all) { if (one = \"x\") return true; } return false; } }", "one == \"x\"")]
    [InlineData("class C { IEnumerable<int> F(int[] a) => a.Select(x -> x + 1); }", "x => x + 1")]
    // types
    [InlineData("class C { List<long> F() { List<long> a = new List(); return a; } }", "a = new();")]
    [InlineData("class C { int F(List<int> a) => a.Count; int G(List a) => F(a); }", "int G(List<int> a)")]
    [InlineData("class C { long F(List<long> all) { int sum = 0; foreach (var one in all) { sum += one; } return sum; } }", "long sum = 0;")]
    public void The_repair_holds(string source, string wanted) =>
        Assert.Contains(Sources.Squeeze(wanted), Sources.Squeeze(Sources.Mended(source)));

    [Theory]
    [InlineData("class C { List<int> F() => new(); }", "using System.Collections.Generic;")]
    [InlineData("class C { void F() { Console.WriteLine(1); } }", "using System;")]
    [InlineData("class C { int F(int[] a) => a.Sum(); }", "using System.Linq;")]
    [InlineData("class C { string F() => new StringBuilder().ToString(); }", "using System.Text;")]
    [InlineData("using System;\nclass C { int F(string s) => s.Count(c => c == '.') + s.Count(char.IsDigit); }", "using System;\nusing System.Linq;")]
    [InlineData("using System;\nclass C { string F(string s) => new string(s.Reverse().ToArray()); }", "using System;\nusing System.Linq;")]
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
    public void An_answer_that_was_cut_off_in_a_statement_keeps_what_is_whole()
    {
        var mended = Sources.Mended("class C\n{\n    int F(int a)\n    {\n        if (a > 1)\n        {\n            return 2;\n        }\n\n        return a + G(a, ");
        Assert.Contains("return 2;", mended);
    }

    [Fact]
    public void An_answer_that_was_cut_off_in_an_example_of_use_loses_the_example_alone()
    {
        var mended = Sources.Mended("class C\n{\n    public int Twice(int a) => a + a;\n\n    static void Main()\n    {\n        var samples = new List<int> { 1, 2, ", checks: "class T { int X => new C().Twice(2); }");
        Assert.Equal("classC{publicintTwice(inta)=>a+a;}", Sources.Squeeze(mended));
    }

    [Fact]
    public void An_example_of_use_that_does_not_compile_goes_and_what_the_checks_or_the_sources_have_stays()
    {
        const string Example = "public class C\n{\n    public int Twice(int a) => a + a;\n\n    static void Main() => new C().Nothing(new object() as List<int>, 1 as int);\n}\n";

        Assert.DoesNotContain("Main", Sources.Mended(Example, checks: "class T { int X => new C().Twice(2); }"));
        Assert.DoesNotContain(Sources.Repairs(Example, origin: "public class C { static void Main() { } }"), r => r.IsComplete && !r.Texts["A.cs"].Contains("Main", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Here is the class that you need:\n\nclass C { int F() => 1; }")]
    [InlineData("class C { int F() => 1; }\n\nThis class returns one, whatever `it` is asked.\n")]
    [InlineData("class C { int F() => 1; }\n```\nIt's simple.")]
    public void Words_around_the_code_go(string source) => Assert.Equal("classC{intF()=>1;}", Sources.Squeeze(Sources.Mended(source)));

    [Theory]
    [InlineData("namespace Solution;\n\npublic class Marks { public int Of() => 1; }")]
    [InlineData("namespace Solution\n{\n    public class Marks { public int Of() => 1; }\n}")]
    [InlineData("public class Marks { public int Of() => 1; }")]
    [InlineData("namespace Deep.School;\n\npublic class Program\n{\n    public class Marks { public int Of() => 1; }\n\n    static void Main() { }\n}")]
    [InlineData("namespace School;\n\npublic class Answer { public int Of() => 1; }")]
    [InlineData("public class Answer { public Answer() { } public int Of() => 1; }")]
    [InlineData("public int Of() => 1;")]
    public void A_type_goes_back_to_where_the_sources_had_it(string source)
    {
        var repair = Sources.Repairs(source, origin: "namespace School;\n\npublic class Marks { public int Of() => 0; }", checks: "class T { int X => new School.Marks().Of(); }").First(r => r.IsComplete);
        Assert.Matches(@"^namespace School\s*[;{]\s*public class Marks", repair.Texts["A.cs"].Trim());
    }

    [Theory]
    [InlineData("using System.Text;\nclass C\n{\n    // Adds one.\n    int F(int a) {\nusing System.Text;\n\nclass C\n{\n    int F(int a) {\n        return a + 1;\n    }\n}\n")]
    [InlineData("class C\n{\n    int F(int a) {\n    // Adds one.\n    int F(int a) {\n        return a + 1;\n    }\n}\n")]
    public void A_beginning_that_is_repeated_counts_once(string source)
    {
        var mended = Sources.Mended(source);
        Assert.Equal(1, mended.Split("int F(int a)").Length - 1);
        Assert.Contains("return a + 1;", mended);
    }

    [Fact]
    public void Top_level_statements_beside_a_class_go() =>
        Assert.Equal("classC{intF()=>1;}", Sources.Squeeze(Sources.Mended("class C { int F() => 1; }\n\nvar c = new C();\n")));

    [Fact]
    public void No_stub_is_ever_made()
    {
        var repairs = Sources.Repairs("class C { int F() => throw new NotImplementedExcepton(); }");
        Assert.DoesNotContain(repairs, r => r.Texts.Values.Any(t => t.Contains("NotImplementedException", StringComparison.Ordinal)));
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
