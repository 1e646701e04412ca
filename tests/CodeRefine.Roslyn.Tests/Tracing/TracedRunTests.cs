using System.Reflection;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Instrument.Tracing;
using CodeRefine.Roslyn.Tests.Compile;

namespace CodeRefine.Roslyn.Tests.Tracing;

/// <summary>Traced code, really run. The sources are this project's own.</summary>
public sealed class TracedRunTests
{
    private static readonly Check check = new("T.A", CheckKind.Test, "tests/Tests.cs", 1);

    [Fact]
    public async Task Steps_come_in_order_with_what_each_changed_and_which_way_it_went()
    {
        var trace = await Trace("public static class P { public static int Run() { var n = 3; var sum = 0; while (n > 1) { sum += n; n--; } return sum; } }", "Run");

        Assert.Equal(
            [
                "Entered P.Run", "Statement var n = 3; n=3", "Statement var sum = 0; sum=0",
                "Condition n > 1 True", "Statement sum += n; sum=3", "Statement n--; n=2",
                "Condition n > 1 True", "Statement sum += n; sum=5", "Statement n--; n=1",
                "Condition n > 1 False", "Returned return sum; 5",
            ],
            trace.Steps.Select(Word));
        Assert.Equal(["1:n=3,sum=0", "2:n=2,sum=3"], Assert.Single(trace.Loops).First.Select(r => $"{r.Round}:{string.Join(",", r.Values.Select(v => $"{v.Name}={v.Value}"))}"));
    }

    [Fact]
    public async Task Blocks_are_runs_without_a_branch_and_tell_the_values_after_them()
    {
        var trace = await Trace("public static class P { public static int Run() { var n = 3; var sum = 0; while (n > 1) { sum += n; n--; } return sum; } }", "Run");

        Assert.Equal(
            ["var n = 3;|var sum = 0; -> n=3 sum=0 [True]", "sum += n;|n--; -> sum=3 n=2 [True]", "sum += n;|n--; -> sum=5 n=1 [False]", "return sum; -> "],
            trace.Blocks.Select(b => $"{string.Join('|', b.Lines)} -> {string.Join(' ', b.Changed.Select(v => $"{v.Name}={v.Value}"))}{(b.Decisions.IsEmpty ? "" : $" [{string.Join(',', b.Decisions.Select(d => d.Went))}]")}"));
        Assert.Equal("5", trace.Blocks[^1].Returned);
    }

    [Fact]
    public async Task Calls_are_nested_by_their_depth_with_arguments_and_results()
    {
        var trace = await Trace("public static class P { static int Twice(int x) => x * 2; public static int Run() { return Twice(4) + Twice(5); } }", "Run");

        Assert.Equal([(0, "P.Run"), (1, "P.Twice"), (1, "P.Twice")], trace.Steps.Where(s => s.Kind == TraceStepKind.Entered).Select(s => (s.Depth, s.Function)));
        Assert.Equal(["x=4", "x=5"], trace.Steps.Where(s => s is { Kind: TraceStepKind.Entered, Depth: 1 }).Select(s => $"{s.Changed.Single().Name}={s.Changed.Single().Value}"));
        Assert.Equal(["18", "8", "10"], trace.Steps.Where(s => s.Value is not null).Select(s => s.Value));
    }

    [Fact]
    public async Task A_long_run_keeps_its_first_and_last_steps()
    {
        var trace = await Trace("public static class P { public static int Run() { var sum = 0; for (var i = 0; i < 100000; i++) { sum += 1; } return sum; } }", "Run");

        Assert.True(trace.Steps.Length <= TraceSource.Head + TraceSource.Tail);
        Assert.InRange(trace.Skipped, 100_000, 400_000);
        Assert.Equal("100000", trace.Steps[^1].Value);
        var loop = Assert.Single(trace.Loops);
        Assert.Equal(100_000, loop.Rounds);
        Assert.Equal([99_998, 99_999, 100_000], loop.Last.Select(r => r.Round));
        Assert.Contains(loop.Last[^1].Values, v => v is { Name: "i", Value: "99999" });
    }

    [Fact]
    public async Task Values_are_shown_without_running_any_code_of_theirs()
    {
        const string source = """
            using System; using System.Collections; using System.Collections.Generic; using System.Linq; using System.Text;
            public sealed class Hostile : IEnumerable<int>, IFormattable
            {
                public int Size = 3; public Hostile Self; public string Name { get; set; } = "h";
                public override string ToString() => throw new InvalidOperationException();
                public string ToString(string format, IFormatProvider provider) => throw new InvalidOperationException();
                public override bool Equals(object other) => throw new InvalidOperationException();
                public override int GetHashCode() { while (true) { } }
                public IEnumerator<int> GetEnumerator() { while (true) yield return 1; }
                IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException();
            }
            public sealed class Odd : Exception { public override string Message => throw new InvalidOperationException(); }
            public enum Colour { Red, Green }
            public record Point(int X, int Y);
            public static class P
            {
                public static IEnumerable<int> Endless() { while (true) yield return 1; }
                public static int Run()
                {
                    var hostile = new Hostile(); hostile.Self = hostile;
                    var odd = new Odd();
                    var endless = Endless();
                    var many = Enumerable.Range(0, 1_000_000).ToList();
                    var words = new Dictionary<string, int> { ["a\n\"b"] = 1 };
                    var grid = new int[2, 2] { { 1, 2 }, { 3, 4 } };
                    var pair = (1, "x");
                    int? nothing = null;
                    var colour = Colour.Green;
                    var point = new Point(1, 2);
                    var text = new string('x', 5000);
                    var builder = new StringBuilder("built");
                    var big = System.Numerics.BigInteger.Pow(10, 100_000);
                    var half = 0.1 + 0.2;
                    Func<int> lambda = () => 1;
                    var last = 1;
                    return last;
                }
            }
            """;

        var values = (await Trace(source, "Run")).Steps.SelectMany(s => s.Changed).GroupBy(v => v.Name).ToDictionary(g => g.Key, g => g.Last().Value);

        Assert.Equal("Hostile { Size = 3, Self = Hostile { Size = 3, Self = Hostile, Name = \"h\" }, Name = \"h\" }", values["hostile"]);
        Assert.StartsWith("Odd(", values["odd"], StringComparison.Ordinal);
        Assert.Contains("Endless", values["endless"], StringComparison.Ordinal);
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 1000000 in all]", values["many"]);
        Assert.Equal("""[["a\n\"b": 1]]""", values["words"]);
        Assert.Equal("Int32[2,2] {1, 2, 3, 4}", values["grid"]);
        Assert.Equal("(1, \"x\")", values["pair"]);
        Assert.Equal("null", values["nothing"]);
        Assert.Equal("Colour.Green", values["colour"]);
        Assert.Equal("Point { X = 1, Y = 2 }", values["point"]);
        Assert.Equal($"\"{new string('x', 60)}… 5000 characters\"", values["text"]);
        Assert.Equal("\"built\"", values["builder"]);
        Assert.StartsWith("a number of ", values["big"], StringComparison.Ordinal);
        Assert.Equal("0.30000000000000004", values["half"]);
        Assert.Equal("Func<Int32>", values["lambda"]);
    }

    [Theory]
    [InlineData("public static int Run() { var i = 0; while (i < 10) { for (var j = 0; j < 3; j++) { } } return i; }", "while (i < 10)")]
    [InlineData("public static int Run() { var i = 0; again: i = 0; goto again; }", "again:")]
    [InlineData("public static int Run() { var sum = 0; foreach (var x in System.Linq.Enumerable.Repeat(1, int.MaxValue)) { sum += x; } return sum; }", "foreach (var x in System.Linq.Enumerable.Repeat(1, int.MaxValue))")]
    public async Task The_loop_that_does_not_end_is_named_with_its_last_rounds(string member, string head)
    {
        var trace = await Trace($"public static class P {{ {member} }}", "Run", hangs: true);

        Assert.Equal(TraceEndKind.Endless, trace.End.Kind);
        Assert.NotNull(trace.Endless);
        Assert.Equal(head, trace.Endless.Text);
        Assert.True(trace.Endless.Rounds > 50_000);
        Assert.Equal(3, trace.Endless.Last.Length);
        Assert.NotEmpty(trace.Steps.Skip(trace.Head));
    }

    [Fact]
    public async Task Awkward_sources_do_what_they_did_before()
    {
        var problem = Problem(Awkward.Source);
        var builder = Builders.New();
        var plain = (Core.Builds.BuildResult.Success)await builder.BuildAsync(problem, problem.Sources, default);
        var traced = await new RoslynTracer(builder).BuildAsync(problem, problem.Sources, hangs: false, default);

        Assert.NotNull(traced);
        Assert.Equal(Run(plain, "Shapes", "Run", out _), Run(traced.Build, "Shapes", "Run", out var text));
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task An_old_language_version_can_be_traced()
    {
        var problem = Problem("public static class P { public static int F() { for (int i = 0; i < 3; i++) { if (i > 1) { return i; } } return 0; } }");
        problem = problem with { Compile = problem.Compile with { LangVersion = "6", Nullable = "disable" } };

        Assert.NotNull(await new RoslynTracer(Builders.New()).BuildAsync(problem, problem.Sources, hangs: false, default));
    }

    [Theory]
    [InlineData("S\t1\t0\t999999\nS\tx\ty\tz\nV\t99=1\nV\n\nE\t1\t0\t-1\nG\tmany\nL\t77\t3\nO\t1\nQQ\t1")]
    [InlineData("E\t1\t0\t0\nS\t1\t0\t0\nV\t0=\u001b[31mred\nR\t1\t0\t0\t1\t2\t3\nX\t-5\t1\nG\t99999999999999999999")]
    public async Task What_a_candidate_forges_is_left_out_or_stays_text(string forged)
    {
        var problem = Problem("public static class P { public static int F(int x) { return x; } }");
        var subject = await new RoslynTracer(Builders.New()).BuildAsync(problem, problem.Sources, hangs: false, default);

        var trace = subject!.Read(new CheckResult { Check = check, Status = CheckStatus.Failed, Trace = forged }, HostEnd.Completed);

        Assert.True(trace is null || trace.Steps.Length <= 2);
    }

    private static string Word(TraceStep step) =>
        $"{step.Kind} {(step.Kind == TraceStepKind.Entered ? step.Function : step.Text)}{(step.Went is { } went ? $" {went}" : "")}{(step.Value is { } value ? $" {value}" : "")}{string.Concat(step.Changed.Select(v => $" {v.Name}={v.Value}"))}";

    private static async Task<ExecutionTrace> Trace(string source, string method, bool hangs = false)
    {
        var problem = Problem(source);
        var subject = await new RoslynTracer(Builders.New()).BuildAsync(problem, problem.Sources, hangs, default);
        Assert.NotNull(subject);
        var thrown = Run(subject.Build, "P", method, out var text) as Exception;
        var result = new CheckResult
        {
            Check = check,
            Status = thrown is null ? CheckStatus.Passed : CheckStatus.Failed,
            Failures = thrown is null ? [] : [new CheckFailure { Case = "A", ExceptionType = thrown.GetType().FullName!, Message = thrown.Message }],
            Trace = text,
        };
        return subject.Read(result, HostEnd.Completed)!;
    }

    private static object? Run(Core.Builds.BuildResult.Success build, string type, string method, out string trace)
    {
        var assembly = Assembly.Load([.. build.Candidate.Pe], [.. build.Candidate.Pdb]);
        var tracer = assembly.GetType("CodeRefine.Instrumentation.Tracer");
        foreach (var name in new[] { "Tracer", "Probe" })
        {
            assembly.GetType("CodeRefine.Instrumentation." + name)?.GetMethod("Reset")!.Invoke(null, null);
        }

        object? result;
        try
        {
            result = assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);
        }
        catch (TargetInvocationException e)
        {
            result = e.InnerException;
        }

        trace = (string?)tracer?.GetMethod("Take")!.Invoke(null, null) ?? "";
        return result;
    }

    private static Problem Problem(string candidate) => Builders.Problem(candidate, "using Xunit; public class T { [Fact] public void A() { } }");
}
