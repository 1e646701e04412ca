using System.Globalization;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Runs.Journals;

/// <summary>A run goes on only as it was begun: what its numbers depend on must be the same.</summary>
internal static class RunAgreement
{
    /// <exception cref="UserErrorException">They differ; the message names what, in both.</exception>
    public static void Require(string path, EvaluationRun begun, EvaluationRun now)
    {
        foreach (var (what, then, today) in Differences(begun, now))
        {
            if (then != today)
            {
                throw new UserErrorException($"{path} holds a run that cannot go on: its {what} was {then}, and now it is {today}. Name another file by --run, or give the command as it was then.");
            }
        }
    }

    /// <returns>What differs between two shards of what should be one run; null where nothing does.</returns>
    public static string? BetweenShards(EvaluationRun a, EvaluationRun b) =>
        Differences(a, b).Where(d => d.What != "shard" && d.Then != d.Now).Select(d => $"their {d.What}: {d.Then}, and {d.Now}").FirstOrDefault();

    private static IEnumerable<(string What, string Then, string Now)> Differences(EvaluationRun a, EvaluationRun b) =>
    [
        ("kind", a.Kind.ToString().ToLowerInvariant(), b.Kind.ToString().ToLowerInvariant()),
        ("suite", a.Suite, b.Suite),
        ("suite's content", a.SuiteHash, b.SuiteHash),
        ("oracle", a.Oracle, b.Oracle),
        ("model", a.Model ?? "none", b.Model ?? "none"),
        ("strategy", a.Strategy, b.Strategy),
        ("proposer", a.Proposer, b.Proposer),
        ("set of options", Options(a), Options(b)),
        ("seed", Text(a.Seed), Text(b.Seed)),
        ("number of samples", Text(a.SamplesPerTask), Text(b.SamplesPerTask)),
        ("set of limits", a.Limits?.ToString() ?? "the tasks' own", b.Limits?.ToString() ?? "the tasks' own"),
        ("file of completions", Source(a), Source(b)),
        ("toolchain", a.Toolchain, b.Toolchain),
        ("shard", a.Shard?.ToString() ?? "the whole", b.Shard?.ToString() ?? "the whole"),
    ];

    private static string Options(EvaluationRun run) => run.Options.Count == 0 ? "none" : string.Join(", ", run.Options.Select(o => $"{o.Key}={o.Value}"));

    private static string Source(EvaluationRun run) => run.Completions is { } source ? $"{source.Name} ({source.Hash[..12]})" : "none";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
