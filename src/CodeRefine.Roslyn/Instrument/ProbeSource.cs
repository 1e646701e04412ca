using System.Globalization;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>The code that probes call, compiled into an instrumented candidate. It keeps to C# 6, since candidates may.</summary>
internal static class ProbeSource
{
    public const string Document = "Probe.g.cs";

    /// <summary>Each asynchronous frame that an exception passes through adds to its trace and throws it again: the time grows with the square of the depth.</summary>
    private const int MaxAsyncDepth = 300;

    /// <summary>What inserted calls begin with; rooted, so that no name of the candidate's can get between.</summary>
    public const string Call = "global::CodeRefine.Instrumentation.Probe.";

    /// <param name="sites">Places with switchable alternatives; 0 without any.</param>
    public static string Text(InstrumentOptions options, int probes, int sites = 0) => $$"""
        namespace CodeRefine.Instrumentation
        {
            internal sealed class StepBudgetExceededException : global::System.Exception
            {
                public StepBudgetExceededException(string message) : base(message) { }
            }

            internal static class Probe
            {
                // By site: 0 is the code as it was written, j its alternative j. A reset leaves it as it is.
                public static int[] Switch = new int[{{Number(sites)}}];
                public static int[] Hits = new int[{{Number(probes)}}];

                // Limits of one check; whoever runs many may set others before a reset.
                public static long StepLimit = {{Number(options.StepLimit)}}L;
                public static int DepthLimit = {{Number(options.DepthLimit)}};

                // Since the last reset.
                public static long Steps;
                public static int Deepest;

                private static string over;
                private static long started = global::System.Environment.TickCount64;
                [global::System.ThreadStatic] private static int depth;
                private static readonly global::System.Threading.AsyncLocal<int> asyncDepth = new global::System.Threading.AsyncLocal<int>();

                public static void Reset()
                {
                    global::System.Array.Clear(Hits, 0, Hits.Length);
                    Steps = 0;
                    Deepest = 0;
                    depth = 0;
                    over = null;
                    started = global::System.Environment.TickCount64;
                }

                public static void Hit(int probe) { Hits[probe]++; }

                // What was exceeded stays exceeded: a catch-all of the candidate's only gets as far as its next step.
                public static void Step()
                {
                    if (++Steps > StepLimit || over != null) StopSteps();
                    {{(options.TimeLimit is { } time ? $"if ((Steps & 1023) == 0 && global::System.Environment.TickCount64 - started > {Number((long)time.TotalMilliseconds)}L) Stop(\"no end after {Number((long)time.TotalMilliseconds)} ms\");" : "")}}
                }

                // For what is left and entered again or has no body to count in: iterators and lambdas.
                public static void Start()
                {
                    Step();
                    if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()) Stop("the stack is used up by calls inside calls");
                }

                // What an asynchronous method sets here is its callees' to see and is taken back when it returns.
                public static void StartAsync()
                {
                    int inside = ++asyncDepth.Value;
                    if (inside > DepthLimit || inside > {{Number(MaxAsyncDepth)}}) Stop("more than " + global::System.Math.Min(DepthLimit, {{Number(MaxAsyncDepth)}}) + " asynchronous calls inside one another");
                    Start();
                }

                public static void Enter()
                {
                    if (++depth > Deepest) Deeper();
                    Start();
                }

                public static void Leave() { depth--; }

                // Calls that are counted, on this thread.
                public static int Depth() { return depth; }

                private static void Deeper()
                {
                    Deepest = depth;
                    if (depth > DepthLimit) Stop("more than " + DepthLimit + " calls inside one another");
                }

                private static void StopSteps() { Stop("more than " + StepLimit + " steps"); }

                private static void Stop(string reason)
                {
                    if (over == null) over = reason;
                    throw new StepBudgetExceededException("Step budget exceeded: " + over);
                }
                {{(sites > 0 ? Alternatives : "")}}
            }
            {{(sites > 0 ? Kinds : "")}}
        }
        """;

    /// <summary>An alternative is brought to the wanted type as an assignment would bring it; where the very type matters, it must have it by itself.</summary>
    private const string Alternatives = """

                public static T As<T>(T value) { return value; }
                public static bool AsBool(bool value) { return value; }
                public static int AsInt(int value) { return value; }
                public static Of<T> Kind<T>(T value) { return new Of<T>(value); }
                public static T Exact<T>(Of<T> value) { return value.Value; }
        """;

    private const string Kinds = """

            internal struct Of<T>
            {
                public readonly T Value;
                public Of(T value) { Value = value; }
            }
        """;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
