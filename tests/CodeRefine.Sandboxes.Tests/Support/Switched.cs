using System.Collections.Immutable;
using CodeRefine.Core.Checks;

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>A candidate with one switch, written by hand as the instrumenter would, and variants of it.</summary>
internal static class Switched
{
    private const string Probe = """
        namespace CodeRefine.Instrumentation
        {
            internal static class Probe
            {
                public static int[] Switch = new int[2];
                public static long StepLimit = 1000;
                public static int DepthLimit = 1000;
                public static long Steps;
                public static int Deepest;
                private static int depth;
                private static bool over;
                public static void Reset() { Steps = 0; Deepest = 0; depth = 0; over = false; }
                public static void Step() { if (++Steps > StepLimit || over) { over = true; throw new InvalidOperationException("Step budget exceeded"); } }
                public static void Enter() { if (++depth > DepthLimit || over) { over = true; throw new InvalidOperationException("Step budget exceeded"); } Deepest = Math.Max(Deepest, depth); Step(); }
                public static void Leave() { depth--; }
            }
        }
        """;

    /// <param name="members">Of a static class <c>C</c>; <c>On</c> is the alternative that is on at site 0, <c>Also</c> at site 1.</param>
    /// <param name="checks">Members of <c>Tests</c>.</param>
    /// <param name="failing">Names of the tests that fail without a switch.</param>
    /// <param name="passing">Names of those that pass.</param>
    public static ScreenRun Run(string members, string checks, string[] failing, string[] passing, params int[] alternatives)
    {
        var candidate = Probe + """
            public static class C
            {
                static int On => CodeRefine.Instrumentation.Probe.Switch[0];
                static int Also => CodeRefine.Instrumentation.Probe.Switch[1];
                static void Step() => CodeRefine.Instrumentation.Probe.Step();
                static void Enter() => CodeRefine.Instrumentation.Probe.Enter();
                static void Leave() => CodeRefine.Instrumentation.Probe.Leave();

            """ + members + " }";
        var run = Compiled.Run(candidate, "using Xunit; public class Tests { " + checks + " }", [.. failing.Concat(passing).Select(n => "Tests." + n)]);
        ImmutableArray<int> all = [.. Enumerable.Range(0, run.Expected.Length)];
        return new ScreenRun
        {
            Candidate = run.Candidate,
            Checks = run.Checks,
            Expected = run.Expected,
            Failing = [.. Enumerable.Range(0, failing.Length)],
            Variants = [.. alternatives.Select((alternative, i) => new ScreenVariant(100 + i, [new SwitchSetting(0, alternative)], all))],
            Limits = run.Limits with { CheckTime = TimeSpan.FromSeconds(10) },
        };
    }
}
