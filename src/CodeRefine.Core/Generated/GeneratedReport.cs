using System.Collections.Immutable;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Generated;

/// <summary>What a candidate did under generated checks: evidence, never a verdict.</summary>
/// <param name="Report">As the sandbox said; null where the checks did not build against it.</param>
/// <param name="BuildProblem">Why they did not build; null where they did.</param>
public sealed record GeneratedReport(ImmutableArray<GeneratedCheck> Checks, CheckReport? Report, string? BuildProblem)
{
    /// <summary>Results of one generated check; empty where nothing was reported.</summary>
    public IEnumerable<CheckResult> ResultsOf(GeneratedCheck check) => (Report?.Results ?? []).Where(r => r.Check.Path == check.Path);

    /// <summary>It ran to its end, and held.</summary>
    public bool Holds(GeneratedCheck check) => ResultsOf(check).ToList() is { Count: > 0 } results && results.TrueForAll(r => r.Status == CheckStatus.Passed);

    /// <summary>Share, 0 to 1, of the checks that hold; 1 without any. What AlphaCodium and plurality rank by.</summary>
    public double Share => Checks.IsEmpty ? 1 : (double)Checks.Count(Holds) / Checks.Length;

    /// <summary>Counterexamples, the shortest first (PGS: the shortest violating input tells most).</summary>
    public ImmutableArray<Falsification> Falsifications =>
    [
        .. Checks.SelectMany(c => ResultsOf(c).Where(r => r.Status is CheckStatus.Failed or CheckStatus.TimedOut or CheckStatus.Crashed).Select(r => Falsification.Of(c, r)))
            .OrderBy(f => f.Inputs.Sum(i => i.Length)),
    ];
}

/// <summary>A generated check that a candidate breaks, with the smallest input that was found.</summary>
/// <param name="Inputs">As C# literals, one for each parameter of a property; a test has none.</param>
/// <param name="Observed">What happened: the assertion's words, an exception, no end.</param>
public sealed record Falsification(GeneratedCheck Check, Check Method, ImmutableArray<string> Inputs, string Observed)
{
    public string? Expected { get; init; }
    public string? Actual { get; init; }

    /// <summary>Inputs before they were shrunk.</summary>
    public ImmutableArray<string> Original { get; init; } = [];

    /// <summary>The result that it was read from.</summary>
    public required CheckResult Result { get; init; }

    internal static Falsification Of(GeneratedCheck check, CheckResult result)
    {
        var failure = result.Failures.FirstOrDefault();
        var found = failure?.Counterexample;
        return new Falsification(check, result.Check, found?.Shrunk ?? [], failure?.Observed ?? result.Status.ToString())
        {
            Expected = failure?.Expected,
            Actual = failure?.Actual,
            Original = found?.Original ?? [],
            Result = result,
        };
    }
}
