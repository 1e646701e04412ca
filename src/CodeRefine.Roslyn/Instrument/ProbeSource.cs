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

    public static string Text(InstrumentOptions options, int probes) => $$"""
        namespace CodeRefine.Instrumentation
        {
            internal sealed class StepBudgetExceededException : global::System.Exception
            {
                public StepBudgetExceededException(string message) : base(message) { }
            }

            internal static class Probe
            {
                public static int[] Hits = new int[{{Number(probes)}}];
                private static long steps;
                private static string over;
                private static long started = global::System.Environment.TickCount64;
                [global::System.ThreadStatic] private static int depth;
                private static readonly global::System.Threading.AsyncLocal<int> asyncDepth = new global::System.Threading.AsyncLocal<int>();

                public static void Reset()
                {
                    global::System.Array.Clear(Hits, 0, Hits.Length);
                    steps = 0;
                    depth = 0;
                    over = null;
                    started = global::System.Environment.TickCount64;
                }

                public static void Hit(int probe) { Hits[probe]++; }

                // What was exceeded stays exceeded: a catch-all of the candidate's only gets as far as its next step.
                public static void Step()
                {
                    if (++steps > {{Number(options.StepLimit)}}L || over != null) Stop("more than {{Number(options.StepLimit)}} steps");
                    {{(options.TimeLimit is { } time ? $"if ((steps & 1023) == 0 && global::System.Environment.TickCount64 - started > {Number((long)time.TotalMilliseconds)}L) Stop(\"no end after {Number((long)time.TotalMilliseconds)} ms\");" : "")}}
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
                    if (++asyncDepth.Value > {{Number(Math.Min(options.DepthLimit, MaxAsyncDepth))}}) Stop("more than {{Number(Math.Min(options.DepthLimit, MaxAsyncDepth))}} asynchronous calls inside one another");
                    Start();
                }

                public static void Enter()
                {
                    if (++depth > {{Number(options.DepthLimit)}}) Stop("more than {{Number(options.DepthLimit)}} calls inside one another");
                    Start();
                }

                public static void Leave() { depth--; }

                private static void Stop(string reason)
                {
                    if (over == null) over = reason;
                    throw new StepBudgetExceededException("Step budget exceeded: " + over);
                }
            }
        }
        """;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
