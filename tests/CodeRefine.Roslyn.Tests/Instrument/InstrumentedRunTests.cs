using System.Reflection;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Tests.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Tests.Instrument;

/// <summary>Instrumented code, really run. The sources are this project's own.</summary>
public class InstrumentedRunTests
{
    private const string source = """
        using System.Linq;
        public static class P
        {
            public static int Loop()
            {
                var i = 0;
                while (true)
                    i++;
            }
            public static int Label() { again: goto again; }
            public static int Recurse() => 1 + Recurse();
            public static int Swallow() { for (;;) { try { Loop(); } catch { } } }
            public static int Lambda() { System.Func<int, int> f = null!; f = n => f(n) + 1; return f(1); }
            public static int Query() => Enumerable.Repeat(1, int.MaxValue).Where(x => x > 1).Count();
            public static int Iterate() { static System.Collections.Generic.IEnumerable<int> Forever() { while (true) yield return 1; } return Forever().Sum(x => x & 0); }
            public static int Async() { static async System.Threading.Tasks.Task<int> F(int n) => await F(n + 1); return F(0).Result; }
            public static int Mutual => Other;
            public static int Other => Mutual;
            public static int Fine() { var sum = 0; for (var i = 0; i < 1000; i++) sum += i; return sum; }
            public static int Deep() { static int F(int n) => n == 0 ? 0 : 1 + F(n - 1); return F(4000); }
            public static int Branch(int x)
            {
                if (x > 0)
                    return 1;
                return 2;
            }
        }
        """;

    [Theory]
    [InlineData("Loop")]
    [InlineData("Label")]
    [InlineData("Recurse")]
    [InlineData("Swallow")]
    [InlineData("Lambda")]
    [InlineData("Query")]
    [InlineData("Iterate")]
    [InlineData("Async")]
    [InlineData("get_Mutual")]
    public async Task What_would_go_on_for_ever_throws(string method)
    {
        var assembly = await Run(source, InstrumentOptions.Default with { StepLimit = 100_000 });

        var thrown = Assert.Throws<TargetInvocationException>(() => Call(assembly, method)).InnerException!;

        var exceeded = thrown is AggregateException many ? many.Flatten().InnerException! : thrown;
        Assert.Equal("CodeRefine.Instrumentation.StepBudgetExceededException", exceeded.GetType().FullName);
    }

    [Fact]
    public async Task What_ends_gives_its_result_and_a_reset_forgets_the_steps()
    {
        var assembly = await Run(source, InstrumentOptions.Default with { StepLimit = 10_000 });

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(499_500, Call(assembly, "Fine"));
            Assert.Equal(4_000, Call(assembly, "Deep"));
            Reset(assembly);
        }

        Assert.Throws<TargetInvocationException>(() => Call(assembly, "Loop"));
        Assert.Throws<TargetInvocationException>(() => Call(assembly, "Fine"));
        Reset(assembly);
        Assert.Equal(499_500, Call(assembly, "Fine"));
    }

    [Fact]
    public async Task A_stack_tells_the_source_line_where_it_hangs()
    {
        var assembly = await Run(source, InstrumentOptions.Default);

        var thrown = Assert.Throws<TargetInvocationException>(() => Call(assembly, "Loop")).InnerException!;

        Assert.Contains("in /src/Code.cs:line 8", thrown.StackTrace);
    }

    [Fact]
    public async Task Time_ends_what_is_slow_between_its_steps()
    {
        var problem = Problem(source);
        var hang = await Builders.New().BuildForHangAsync(problem with { Limits = Limits.Default with { CheckTime = TimeSpan.FromMilliseconds(200) } }, problem.Sources, default);
        var assembly = Assembly.Load([.. hang!.Candidate.Pe], [.. hang.Candidate.Pdb]);
        Reset(assembly);

        var thrown = Assert.Throws<TargetInvocationException>(() => Call(assembly, "Loop")).InnerException!;

        Assert.Contains("no end after 100 ms", thrown.Message);
    }

    [Fact]
    public async Task Coverage_names_the_statements_that_ran()
    {
        var problem = Problem(source);
        var built = await Builders.New().BuildInstrumentedAsync(problem, problem.Sources, new InstrumentOptions { Coverage = true }, default);
        var assembly = Assembly.Load([.. built!.Build.Candidate.Pe]);
        Reset(assembly);

        Call(assembly, "Branch", 1);

        var hits = (int[])Probe(assembly).GetField("Hits")!.GetValue(null)!;
        Assert.Equal(built.Probes.Length, hits.Length);
        Assert.Equal(["if (x > 0)\n            return 1;", "return 1;"], built.Probes.Where((_, i) => hits[i] > 0).Select(p => source.Substring(p.Span.Start, p.Span.Length)));
    }

    [Fact]
    public async Task Awkward_sources_still_compile_and_do_what_they_did()
    {
        const string awkward = """
            using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
            Console.Write(Shapes.Run());
            foreach (var a in args) if (a == "x") goto done;
            done: ;

            public record Point(int X, int Y) { public int Sum => X + Y; public Point Twice() => this with { X = X * 2, Y = Y * 2 }; }
            public readonly struct Small { public readonly int V; public Small(int v) : this(v, 0) { } public Small(int v, int w) { V = v + w; } public static Small operator +(Small a, Small b) => new(a.V + b.V); public static explicit operator int(Small s) => s.V; }
            public abstract class Base { protected Base(int x) => Seen = x; public int Seen { get; private init; } public abstract int F(); public event Action E { add => value(); remove { } } }
            public class Derived : Base { static int made; static Derived() { made = 1; } public Derived(Func<int> f) : base(f()) { } public Derived() : this(() => 5) { } public override int F() => made + Seen; ~Derived() => made--; }
            public static class Shapes
            {
                static int counter;
                private static class CodeRefine { }
                public static int Run()
                {
                    Span<int> span = stackalloc int[3];
                    span[1] = 4;
                    Out(out var o);
                    ref var r = ref First(new[] { 7 });
                    var q = from p in new[] { new Point(1, 2) } where p.Sum > 0 let t = p.Twice() select t.Sum;
                    using var d = new System.IO.StringReader("x");
                    using (d) lock (span.ToArray()) checked { counter++; }
                    var total = (int)(new Small(1) + new Small(2)) + new Derived().F() + q.Single() + span[1] + o + r + Async().Result + Each().Sum();
                    switch (total) { case > 1000: return -1; case 1: case 2: goto default; default: total++; break; }
                    try { throw new InvalidOperationException(); } catch (InvalidOperationException) when (Yes()) { total++; } finally { counter = 0; }
                    Action<int> many = delegate (int x) { total += x; };
                    many(1);
                    Func<int, Task<int>> later = async x => { await Task.Yield(); return x; };
                    Func<int, Task> nothing = async x => await Task.Delay(0);
                    nothing(1).Wait();
                    return total + later(2).Result + Generic<int>(3) + (total switch { > 0 => 1, _ => throw new Exception() }) + Overloaded(() => Task.FromResult(1));
                    static bool Yes() => true;
                }
                static void Out(out int x) { if (counter == 0) { x = 1; return; } x = 2; }
                static ref int First(int[] a) => ref a[0];
                static T Generic<T>(T t) where T : struct { T Local() => t; return Local(); }
                static int Overloaded(Action a) => 100; static int Overloaded(Func<Task<int>> a) => a().Result;
                static async Task<int> Async() { await foreach (var x in Numbers()) return x; return 0; }
                static async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 11; }
                static IEnumerable<int> Each() { try { yield return 1; yield return 2; } finally { counter++; } }
            }
            """;
        var problem = Problem(awkward);
        var plain = await Builders.New().BuildAsync(problem, problem.Sources, default);
        Assert.True(plain is Core.Builds.BuildResult.Success, plain + string.Join("; ", plain.Diagnostics));
        var expected = Call(Assembly.Load([.. ((Core.Builds.BuildResult.Success)plain).Candidate.Pe]), "Run", "Shapes");

        var instrumented = await Run(awkward, new InstrumentOptions { Coverage = true });

        Assert.Equal(expected, Call(instrumented, "Run", "Shapes"));
    }

    [Fact]
    public async Task An_old_language_version_can_be_instrumented()
    {
        var problem = Problem("public static class P { public static int F() { return 1; } public static int G { get { return F(); } } }");
        problem = problem with { Compile = problem.Compile with { LangVersion = "6", Nullable = "disable" } };

        Assert.NotNull(await Builders.New().BuildInstrumentedAsync(problem, problem.Sources, new InstrumentOptions { Coverage = true }, default));
    }

    private static Problem Problem(string candidate) => Builders.Problem(candidate, "using Xunit; public class T { [Fact] public void A() { } }");

    private static async Task<Assembly> Run(string candidate, InstrumentOptions options)
    {
        var problem = Problem(candidate);
        var built = await new RoslynBuilder(Builders.References).BuildInstrumentedAsync(problem, problem.Sources, options, default);
        Assert.True(built is not null, await ErrorsOf(problem, options));
        var assembly = Assembly.Load([.. built.Build.Candidate.Pe], [.. built.Build.Candidate.Pdb]);
        Reset(assembly);
        return assembly;
    }

    private static async Task<string> ErrorsOf(Problem problem, InstrumentOptions options)
    {
        var candidate = await Builders.New().CandidateCompilationAsync(problem, problem.Sources, default);
        var (compilation, _) = Instrumenter.Instrument(candidate, options, lambdas: true, (name, text) => CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)candidate.SyntaxTrees[0].Options, name, System.Text.Encoding.UTF8), default);
        return string.Join("\n", compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d}: {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}"));
    }

    private static Type Probe(Assembly assembly) => assembly.GetType("CodeRefine.Instrumentation.Probe", throwOnError: true)!;

    private static void Reset(Assembly assembly) => Probe(assembly).GetMethod("Reset")!.Invoke(null, null);

    private static object? Call(Assembly assembly, string method, params object[] arguments) => assembly.GetType("P", throwOnError: true)!.GetMethod(method)!.Invoke(null, arguments);

    private static object? Call(Assembly assembly, string method, string type) => assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);
}
