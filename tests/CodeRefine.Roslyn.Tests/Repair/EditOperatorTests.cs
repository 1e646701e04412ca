using CodeRefine.Roslyn.Repair.Edits;

namespace CodeRefine.Roslyn.Tests.Repair;

/// <summary>Each row: a body with a defect, and what one edit must turn it into.</summary>
public class EditOperatorTests
{
    [Theory]
    // comparison, logic, conditions
    [InlineData("bool F(int a, int b) => a < b;", "a <= b")]
    [InlineData("bool F(int a, int b) => a == b;", "a != b")]
    [InlineData("bool F(int a) => a is > 3;", "a is >= 3")]
    [InlineData("bool F(bool a, bool b) => a && b;", "a || b")]
    [InlineData("bool F(int a) => a is > 3 and < 9;", "> 3 or < 9")]
    [InlineData("int F(bool a, bool b) { if (a && b) return 1; return 0; }", "if (a) return 1")]
    [InlineData("int F(bool a) { if (!a) return 1; return 0; }", "if (a) return 1")]
    [InlineData("int F(string s) { if (s.Contains('x')) return 1; return 0; }", "if (!s.Contains('x'))")]
    [InlineData("int F(int a, int b) { if (a > 3) return 1; return b; }", "if (a > 3 && b > 0)")]
    // off by one, literals, names
    [InlineData("int F(int[] a) { var s = 0; for (var i = 0; i < a.Length; i++) s += a[i]; return s; }", "i < a.Length - 1")]
    [InlineData("int F(int[] a, int i) => a[i + 1];", "a[i]")]
    [InlineData("int F(int[] a, int i) => a[i];", "a[i - 1]")]
    [InlineData("int F(int a) { return a; }", "return a + 1;")]
    [InlineData("int F(int a) => a * 2;", "a * 3")]
    [InlineData("int F(int a) => a > 2 ? 1 : 0;", "a > 2 ? -1 : 0")]
    [InlineData("bool F() { var found = true; return found; }", "var found = false")]
    [InlineData("int F(int low, int high) => low + low;", "low + high")]
    [InlineData("int left, right; int F() => left;", "int F() => right;")]
    [InlineData("int F(int a) => G(a); int G(int x) => x; int H(int x) => x + 1;", "F(int a) => H(a)")]
    [InlineData("class P { public int X; public int Y; } int F(P p) => p.X;", "p.Y")]
    // a value where an expression over it was meant
    [InlineData("int F(int[] a, int sum, int coin) => a[coin];", "a[sum - coin]")]
    [InlineData("int F(int a, int b) => a * 2;", "(a + b) * 2")]
    [InlineData("string F(string path, char next) => path;", "path + next")]
    [InlineData("string F(string letters, string rest) => letters + rest;", "letters[0] + rest")]
    [InlineData("string F(string words) { var all = \"\"; foreach (var c in words) { all = G(all); } return all; } string G(string x) => x;", "G(all + c)")]
    [InlineData("int F(int[] a) => a.Max();", "a.DefaultIfEmpty().Max()")]
    [InlineData("long F(long cars) { return cars; }", "return cars * cars;")]
    [InlineData("List<string> F(string text) { var words = text.Split(','); return new List<string>(words); }", "new List<string>(words.Where(item => item.Length > 0))")]
    [InlineData("List<int> F(int n) { var pile = new List<int>(); for (int i = 0; i < n; i++) { pile.Add(n); n += 2; } return pile; }", "int i = 0, end = n; i < end; i++")]
    [InlineData("int F(int extra, int? amount) => amount ?? 0 + extra;", "(amount ?? 0) + extra")]
    [InlineData("int F(int number, int radix) => number - radix;", "number / radix")]
    // arithmetic
    [InlineData("int F(int a, int b) => a + b;", "a - b")]
    [InlineData("int F(int a, int b) => a % b;", "a / b")]
    [InlineData("int F(int a, int b) => a - b;", "b - a")]
    [InlineData("int F(int a, int b) => a ^ b;", "a & b")]
    [InlineData("int F(int a, int b, int c) => a + b * c;", "(a + b) * c")]
    [InlineData("int F(int a, int b, int c) => (a + b) * c;", "a + (b * c)")]
    [InlineData("int F(int a, int b, int c) => (a + b) / c;", "a + b / c")]
    [InlineData("double F(int a, int b) => a / b;", "(double)a / b")]
    [InlineData("int F(int a, int b, int c) => a / b * c;", "a * c / b")]
    [InlineData("int F(int a, int b) => a % b;", "(a % b + b) % b")]
    [InlineData("long F(int a, int b) => a * b;", "(long)a * b")]
    [InlineData("int F(int l, int h) => (l + h) / 2;", "l + (h - l) / 2")]
    [InlineData("int F(int n) { int r = 1; for (var i = 1; i < n; i++) r = r * i; return r > 0 ? 1 : 0; }", "long r = 1")]
    [InlineData("double F(double d) => Math.Round(d);", "Math.Round(d, MidpointRounding.AwayFromZero)")]
    // assignment, increments
    [InlineData("int F(int[] a) { var s = 0; foreach (var x in a) s = x; return s; }", "s += x")]
    [InlineData("int F(int[] a) { var s = 0; foreach (var x in a) s += x; return s; }", "s -= x")]
    [InlineData("void F(int a, int b) { a = b; }", "b = a;")]
    [InlineData("int F(int a) { a++; return a; }", "a--;")]
    [InlineData("int F(int a) { return a++; }", "return ++a;")]
    // members, arguments, calls
    [InlineData("int F(int[] a) => a.Min();", "a.Max()")]
    [InlineData("int F(List<int> a) => a.First();", "a.FirstOrDefault()")]
    [InlineData("IEnumerable<int> F(List<int> a) => a.OrderBy(x => x);", "a.OrderByDescending(x => x)")]
    [InlineData("bool F(string s) => s.StartsWith(\"x\");", "s.EndsWith(\"x\")")]
    [InlineData("int F(Stack<int> s) => s.Peek();", "s.Pop()")]
    [InlineData("int F(int a, int b) => G(a, b); int G(int x, int y) => x - y;", "G(b, a)")]
    [InlineData("int F(string s, int a) => s.IndexOf('x', 0);", "s.IndexOf('x', a)")]
    [InlineData("int F(int a) => Math.Abs(a);", "F(int a) => a;")]
    [InlineData("int F(int a) { return a; }", "return Math.Abs(a);")]
    [InlineData("string F(string s) { return s; }", "return s.Trim();")]
    [InlineData("string F(string s) => s.Trim();", "F(string s) => s;")]
    [InlineData("void F(List<int> a) { foreach (var x in a) a.Remove(x); }", "foreach (var x in a.ToList())")]
    [InlineData("void F(List<List<int>> all, List<int> now) { all.Add(now); }", "all.Add(new List<int>(now))")]
    [InlineData("int[] items = []; int[] F() => items;", "(int[])items.Clone()")]
    [InlineData("bool F(string a, string b) => a == b;", "string.Equals(a, b, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("bool F(string a) => a.Contains(\"x\");", "a.Contains(\"x\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("object F() { var d = new Dictionary<string, int>(); return d; }", "new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)")]
    // guards, jumps, statements
    [InlineData("int F(string? s) { return s!.Length; }", "if (s is null) return 0;")]
    [InlineData("int F(int[] a) { return a[0]; }", "if (a.Length == 0) return 0;")]
    [InlineData("int? F(string s) { var t = s; return t.Length; }", "t?.Length")]
    [InlineData("string F(string? s) { string? t = s; return t ?? \"\"; }", "s ?? \"\"")]
    [InlineData("int F(int n) { return n * F(n - 1); }", "if (n == 0) return 1;")]
    [InlineData("int F(int[] a) { var n = 0; foreach (var x in a) { if (x < 0) break; n += x; } return n; }", "continue;")]
    [InlineData("int F(int n) { var i = 0; while (i < n) { n += 0; } return i; }", "i++;")]
    [InlineData("void F(HashSet<int> seen, int x) { if (seen.Contains(x)) return; Console.WriteLine(x); }", "seen.Add(x);")]
    [InlineData("int F(int a) { a = a + 1; a = 7; return a; }", "{ a = a + 1;  return a; }")]
    [InlineData("int F(int a) { a = a * 2; a = a + 1; return a; }", "{ a = a + 1; a = a * 2; return a; }")]
    [InlineData("int F(int[] a) { var s = 0; foreach (var x in a) { s += x; s *= 2; } return s; }", "{ s += x; } s *= 2; return s;")]
    [InlineData("int F(int[] a) { var s = 0; foreach (var x in a) { var n = 0; n += x; s = n; } return s; }", "var n = 0; foreach (var x in a) { n += x;")]
    [InlineData("class N { public N? Next; } N? F(N n) { var m = n; return m; }", "return m.Next;")]
    [InlineData("int F(int a, int b) => a > b ? a : b;", "a > b ? b : a")]
    [InlineData("int F(int n) { for (var i = 0; i < n; i++) n--; return n; }", "for (var i = n - 1; i >= 0; i--)")]
    [InlineData("int F(int[] a, int i) { var t = a[i]; return a.Length; }", "return t;")]
    public void One_edit_turns_the_body_into_the_wanted_one(string members, string wanted)
    {
        var squeezed = Sources.Squeeze(wanted);
        var source = $"class C {{ {members} }}";
        Assert.DoesNotContain(squeezed, Sources.Squeeze(source));
        Assert.NotEmpty(Sources.EditsOf(source, only: text => Sources.Squeeze(text).Contains(squeezed, StringComparison.Ordinal)));
    }

    [Fact]
    public void Literals_are_borrowed_from_the_checks_and_the_statement()
    {
        var checks = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class T { void M() { Equal(\"Fizz\", F(3)); } }").GetRoot();
        var pool = LiteralPool.From([checks], "Multiples of 15 give `\"FizzBuzz\"`.");
        var results = Sources.EditsOf("class C { string F(int n) => n == 4 ? \"Fuzz\" : \"\"; }", literals: pool);
        Assert.Contains(results, r => r.Text.Contains("n == 4 ? \"FizzBuzz\"", StringComparison.Ordinal));
        Assert.Contains(results, r => r.Text.Contains("n == 4 ? \"Fizz\"", StringComparison.Ordinal));
        Assert.Contains(results, r => r.Text.Contains("n == 15", StringComparison.Ordinal));
    }

    [Fact]
    public void A_condition_is_bounded_by_a_number_of_the_checks()
    {
        var checks = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class T { void M() { Equal(8, F(2, 10)); } }").GetRoot();
        const string Source = "class C { List<int> F(int a, int b) { var even = new List<int>(); for (int i = a; i <= b; i++) { if (i % 2 == 0) { even.Add(i); } } return even; } }";
        Assert.NotEmpty(Sources.EditsOf(Source, literals: LiteralPool.From([checks], ""), only: t => t.Contains("if (i % 2 == 0 && i < 10)", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_edit_is_offered_twice_and_no_member_disappears()
    {
        const string source = "class C { int x; int F(int a, int b) { if (a < b && x > 0) { x += a; return a + b; } return G(a) - 1; } int G(int v) => v * 2; }";
        var results = Sources.EditsOf(source);
        Assert.True(results.Count > 100);
        Assert.Equal(results.Count, results.Select(r => r.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.All(results, r => Assert.True(r.Text.Contains("int F(", StringComparison.Ordinal) && r.Text.Contains("int G(", StringComparison.Ordinal)));
        Assert.DoesNotContain(results, r => r.Text.Contains("NotImplementedException", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_source_gives_the_same_edits_in_the_same_order()
    {
        const string source = "class C { int F(int[] a) { var s = 0; for (var i = 0; i <= a.Length; i++) { s += a[i]; } return s; } }";
        Assert.Equal(Sources.EditsOf(source).Select(r => r.Text), Sources.EditsOf(source).Select(r => r.Text));
    }

    [Theory]
    [InlineData("int F(int n, int m) { var p = n; if (n > 5) { p -= 5; } return p; }", "p -= 0")]
    [InlineData("int F(int n, int m) { var p = n; if (n > 5) { p -= 5; } return p; }", "m -= 5")]
    [InlineData("int F(int n, int m) { var p = n; if (n > 5) { p -= 5; } return p; }", "n > n")]
    public void An_edit_that_leaves_code_without_effect_counts_as_a_deletion(string members, string result) =>
        Assert.All(EditsTo(members, result), e => Assert.True(e.Deletes, e.Summary));

    [Theory]
    [InlineData("int F(int n, int m) { var p = n; if (n > 5) { p -= 5; } return p; }", "p -= 4")]
    [InlineData("int F(int n, int m) { var p = n; if (n > 5) { p -= 5; } return p + m; }", "m -= 5")]
    [InlineData("int F(int n, int m) { var p = n; while (m > 0) { p -= 5; m--; } return p; }", "m -= 5")]
    [InlineData("void F(int n, ref int m) { var p = n; p -= 5; Console.WriteLine(p); }", "m -= 5")]
    [InlineData("int m; int F(int n) { var p = n; p -= 5; return p; }", "m -= 5")]
    public void An_edit_whose_result_is_read_counts_as_none(string members, string result) =>
        Assert.All(EditsTo(members, result), e => Assert.False(e.Deletes, e.Summary));

    private static List<CodeRefine.Roslyn.Repair.CandidateEdit> EditsTo(string members, string result)
    {
        var squeezed = Sources.Squeeze(result);
        var edits = Sources.EditsOf($"class C {{ {members} }}", only: t => Sources.Squeeze(t).Contains(squeezed, StringComparison.Ordinal)).Select(e => e.Edit.Edit).ToList();
        Assert.NotEmpty(edits);
        return edits;
    }
}
