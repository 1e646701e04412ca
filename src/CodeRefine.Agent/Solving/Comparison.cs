using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Budgets;

namespace CodeRefine.Agent.Solving;

/// <summary>A strategy that takes part in a comparison.</summary>
/// <param name="Label">As in the table: <c>reflexion</c>, or <c>control</c>.</param>
public sealed record Contender(string Label, StrategyEntry Strategy, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The no-refinement control: independent samples until one passes or the budget that all have is spent.</summary>
    public static Contender Control { get; } = new("control", StrategyCatalogue.Get("best-of-n"), new Dictionary<string, string> { ["n"] = "100000", ["by"] = "checks", ["stop"] = "first", ["wave"] = "1" });
}

/// <summary>What one strategy did with one task.</summary>
/// <param name="Correct">Whether the answer passes the checks that are held back; null where there are none, or they were not run.</param>
public sealed record ComparedRun(string Task, string Strategy, ulong Seed, SolveOutcome Outcome, bool? Correct, BudgetUse Use, string Reason);

/// <summary>What one strategy did in all.</summary>
/// <param name="Runs">Those that came to an outcome: a run that something outside broke counts in <paramref name="Failed"/> alone.</param>
/// <param name="Low">Of the 95 % interval (Wilson) of the share solved.</param>
/// <param name="Graded">Runs whose answer was graded by held-back checks.</param>
public sealed record ComparedTotal(string Strategy, int Runs, int Solved, double Low, double High, int Graded, int Correct, int Failed, int Calls, long Tokens, int Attempts, int Verdicts, TimeSpan Time)
{
    /// <summary>In the order in which strategies first come.</summary>
    public static ImmutableArray<ComparedTotal> Of(IEnumerable<ComparedRun> rows) => [.. rows.GroupBy(r => r.Strategy, StringComparer.Ordinal).Select(g => Sum(g.Key, [.. g]))];

    private static ComparedTotal Sum(string strategy, ImmutableArray<ComparedRun> all)
    {
        var counted = all.Where(r => r.Outcome is SolveOutcome.Solved or SolveOutcome.NotSolved).ToList();
        var solved = counted.Count(r => r.Outcome == SolveOutcome.Solved);
        var (low, high) = Interval(solved, counted.Count);
        return new ComparedTotal(
            strategy, counted.Count, solved, low, high, counted.Count(r => r.Correct is not null), counted.Count(r => r.Correct == true), all.Count(r => r.Outcome == SolveOutcome.Failed),
            all.Sum(r => r.Use.ModelCalls), all.Sum(r => r.Use.PromptTokens + r.Use.AnswerTokens), all.Sum(r => r.Use.Attempts), all.Sum(r => r.Use.Verdicts), TimeSpan.FromTicks(all.Sum(r => r.Use.WallTime.Ticks)));
    }

    /// <summary>Wilson's score interval at 95 %; from 0 to 1 where nothing was counted.</summary>
    internal static (double Low, double High) Interval(int successes, int trials)
    {
        if (trials == 0)
        {
            return (0, 1);
        }

        const double z = 1.959963984540054;
        var p = (double)successes / trials;
        var centre = p + (z * z / (2 * trials));
        var spread = z * Math.Sqrt((p * (1 - p) / trials) + (z * z / (4.0 * trials * trials)));
        var scale = 1 + (z * z / trials);
        return (Math.Max(0, (centre - spread) / scale), Math.Min(1, (centre + spread) / scale));
    }
}
