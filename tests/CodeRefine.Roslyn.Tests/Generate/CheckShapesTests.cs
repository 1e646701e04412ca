using CodeRefine.Roslyn.Generate;
using CodeRefine.Roslyn.Tests.Compile;

namespace CodeRefine.Roslyn.Tests.Generate;

public sealed class CheckShapesTests
{
    [Theory]
    [InlineData("public static string Encode(string s) => s; public static string Decode(string s) => s;", "C.Encode(\"a\")", "round-trip")]
    [InlineData("public static string Format(int n) => n.ToString(); public static int Parse(string s) => 1;", "C.Format(1)", "round-trip")]
    [InlineData("public static string NormalizeSpaces(string s) => s;", "C.NormalizeSpaces(\"a\")", "idempotence")]
    [InlineData("public static double Median(double[] v) => 0;", "C.Median(new double[0])", "order-invariance")]
    [InlineData("public static int[] Sort(int[] v) => v;", "C.Sort(new int[0])", "elements-kept ascending idempotence")]
    [InlineData("public static List<int> Distinct(List<int> v) => v;", "C.Distinct(new List<int>())", "elements-from-input idempotence")]
    [InlineData("public static string Reverse(string s) => s;", "C.Reverse(\"a\")", "length-kept involution")]
    [InlineData("public static int Gcd(int a, int b) => 1;", "C.Gcd(1, 2)", "symmetry")]
    [InlineData("public static int Something(int a) => 1;", "C.Something(1)", "")]
    public async Task Names_and_types_tell_shapes(string members, string call, string shapes)
    {
        var found = await ShapesAsync(members, $"[Fact] public void A() => {call};");

        Assert.Equal([.. shapes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("never-throws").Order()], found.Select(f => f.Shape).Distinct().Order());
    }

    [Theory]
    [InlineData("public static int[] Mystery(int[] v) => v;", "[Fact] public void A() { Assert.Equal(new[] { 1, 2, 3 }, C.Mystery(new[] { 3, 1, 2 })); Assert.Equal(new[] { 1, 2 }, C.Mystery(new[] { 2, 1 })); }", "ascending elements-kept")]
    [InlineData("public static int[] Mystery(int[] v) => v;", "[Fact] public void A() { Assert.Equal([2, 1], C.Mystery([1, 2])); Assert.Equal([5, 9, 7], C.Mystery([7, 9, 5])); }", "elements-kept")]
    [InlineData("public static int[] Mystery(int[] v) => v;", "[Fact] public void A() { Assert.Equal([1], C.Mystery([1, 2])); Assert.Equal([7, 9], C.Mystery([7, 9, 5])); }", "elements-from-input")]
    [InlineData("public static int[] Mystery(int[] v) => v;", "[Fact] public void A() { Assert.Equal([1], C.Mystery([2])); Assert.Equal([7, 9], C.Mystery([7, 9])); }", "")]
    [InlineData("public static int Mystery(int a, int b) => 1;", "[Theory] [InlineData(2, 3, 5)] [InlineData(3, 2, 5)] public void A(int a, int b, int c) => Assert.Equal(c, C.Mystery(a, b));", "symmetry")]
    [InlineData("public static int Mystery(int a, int b) => 1;", "[Theory] [InlineData(2, 3, 5)] [InlineData(3, 2, -1)] public void A(int a, int b, int c) => Assert.Equal(c, C.Mystery(a, b));", "")]
    [InlineData("public static string Mystery(string s) => s;", "[Theory] [InlineData(\"A b\", \"a-b\")] [InlineData(\"a-b\", \"a-b\")] public void A(string s, string r) => Assert.Equal(r, C.Mystery(s));", "idempotence")]
    [InlineData("public static int Mystery(int n) => n;", "[Theory] [InlineData(-2, 4)] [InlineData(2, 4)] [InlineData(0, 0)] [InlineData(-1, 1)] public void A(int n, int r) => Assert.Equal(r, C.Mystery(n));", "never-negative")]
    public async Task Visible_examples_tell_relations(string members, string checks, string shapes)
    {
        var found = await ShapesAsync(members, checks);

        Assert.Equal([.. shapes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("never-throws").Order()], found.Select(f => f.Shape).Distinct().Order());
    }

    [Theory]
    [InlineData("public class Codec { public string Encode(string s) => s; public string Decode(string s) => s; }", "new Codec().Encode(\"a\")", "round-trip", "new global::Codec().Decode(new global::Codec().Encode(s))")]
    [InlineData("public class Sorter(bool up) { public int[] Sort(int[] v) => v; }", "new Sorter(true).Sort([])", "ascending", "bool made_up, int[] v")]
    [InlineData("public struct Clock { public int Normalize(int m) => m; }", "new Clock().Normalize(1)", "idempotence", "new global::Clock().Normalize(once)")]
    [InlineData("public class Cache(int capacity) { public int Get(int capacity) => 1; }", "new Cache(3).Get(1)", "never-throws", "new global::Cache(made_capacity).Get(capacity)")]
    [InlineData("public class Reader(System.IO.Stream s) { public int Get(int n) => 1; }", "new Reader(null!).Get(1)", null, "")]
    [InlineData("public abstract class Shape { public int Scale(int n) => 1; public static Shape One => null!; }", "Shape.One.Scale(1)", null, "")]
    public async Task Methods_of_objects_have_shapes_too_where_an_object_can_be_made(string types, string call, string? shape, string written)
    {
        var problem = Builders.Problem(types, "using Xunit; public class T { [Fact] public void A() => " + call + "; }");
        var found = CheckShapes.Write(await Builders.New().ChecksCompilationAsync(problem, problem.Sources, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.Equal(shape is null, found.IsEmpty);
        if (shape is not null)
        {
            Assert.Contains(written, Assert.Single(found, f => f.Shape == shape).Member, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_written_for_objects_compiles_against_the_candidate()
    {
        const string types = "public class Codec(int shift) { public string Encode(string s) => s; public string Decode(string s) => s; public int[] Sorted(int[] shift) => shift; }";
        var problem = Builders.Problem(types, "using Xunit; public class T { [Fact] public void A() { var c = new Codec(3); c.Encode(\"\"); c.Sorted([]); } }");
        var found = CheckShapes.Write(await Builders.New().ChecksCompilationAsync(problem, problem.Sources, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var source = $"#nullable disable\npublic sealed class Generated {{ {string.Join("\n", found.Select((f, i) => f.Member.Replace("public bool ", $"public bool N{i}_", StringComparison.Ordinal)))}\n{CheckHelpers.Source} }}";

        var build = await Builders.New().BuildAsync(Builders.Problem(types, source), problem.Sources, TestContext.Current.CancellationToken);

        Assert.Equal(found.Length, Assert.IsType<Core.Builds.BuildResult.Success>(build).Checks.Length);
    }

    [Theory]
    [InlineData("public static T Generic<T>(T t) => t;", "C.Generic(1)")]
    [InlineData("public static void By(ref int x) { }", "C.By(ref x)")]
    [InlineData("public static int Of(System.IO.Stream s) => 1;", "C.Of(null!)")]
    [InlineData("public static int Of(System.ReadOnlySpan<char> s) => 1;", "C.Of(\"a\")")]
    public async Task What_no_inputs_can_be_made_for_has_no_shape(string members, string call) =>
        Assert.Empty(await ShapesAsync(members, $"[Fact] public void A() {{ var x = 1; {call}; }}"));

    [Fact]
    public async Task What_is_written_compiles_against_the_candidate()
    {
        const string members = """
            public static string Encode(string s) => s; public static string Decode(string s) => s; public static IEnumerable<int> Sorted(IEnumerable<int> values) => values.Order();
            public static List<string> TakeUnique(List<string> e) => e; public static double Mean(IReadOnlyList<double> before) => 0; public static int Gcd(int once, int other) => 1; public static void Log(string @class) { }
            """;
        var found = await ShapesAsync(members, "[Fact] public void A() { C.Encode(\"\"); C.Sorted([]); C.TakeUnique([]); C.Mean([]); C.Gcd(1, 2); C.Log(\"\"); }");
        var source = $"#nullable disable\npublic sealed class Generated {{ {string.Join("\n", found.Select((f, i) => f.Member.Replace("public bool ", $"public bool N{i}_", StringComparison.Ordinal)))}\n{CheckHelpers.Source} }}";

        var problem = Builders.Problem("using System.Linq; using System.Collections.Generic; public static class C { " + members + " }", source);
        var build = await Builders.New().BuildAsync(problem, problem.Sources, TestContext.Current.CancellationToken);

        var success = Assert.IsType<Core.Builds.BuildResult.Success>(build);
        Assert.Equal(found.Length, success.Checks.Length);
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<ShapeCheck>> ShapesAsync(string members, string checks)
    {
        var problem = Builders.Problem("using System.Linq; using System.Collections.Generic; public static class C { " + members + " }", "using System.Collections.Generic; using Xunit; public class T { " + checks + " }");
        return CheckShapes.Write(await Builders.New().ChecksCompilationAsync(problem, problem.Sources, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
