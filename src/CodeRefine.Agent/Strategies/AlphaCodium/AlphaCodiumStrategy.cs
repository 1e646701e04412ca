using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.AlphaCodium;

/// <summary>
/// AlphaCodium (Ridnik et al., "Code Generation with AlphaCodium: From Prompt Engineering to Flow Engineering", arXiv 2401.08500): understand the task in bullets, plan, choose a plan,
/// generate tests, a first solution, then mend it test by test, the visible ones before the generated ones; a fix that breaks a test which passed before is reverted.
/// </summary>
/// <param name="generators">Who proposes tests; null for the session's own, which ask no model.</param>
/// <remarks>
/// Deviations: a first solution's distance is the share of visible checks that fail, where the paper compares outputs; another try takes the next plan; generated tests can make
/// a candidate the answer only among those that pass every visible check.
/// </remarks>
public sealed partial class AlphaCodiumStrategy(ChatStation model, IReadOnlyList<ICheckGenerator>? generators, AlphaCodiumOptions options, CritiqueGate? gate = null) : IStrategy
{
    private readonly GatedRepair repair = new(model, gate);

    public string Name => "alphacodium";

    public static StrategyEntry<AlphaCodiumOptions> Entry { get; } = new()
    {
        Name = "alphacodium",
        Summary = "Understand, plan, write, then mend test by test with what passed as an anchor.",
        Paper = "Ridnik et al., Code Generation with AlphaCodium: From Prompt Engineering to Flow Engineering",
        ArXiv = "2401.08500",
        Figures = "GPT-4 on CodeContests pass@5 19 → 44",
        Cost = "4 + tries calls, then 2 a fix",
        WhenToUse = "Long statements with many rules, competition problems.",
        TypedOptions = AlphaCodiumOptions.All,
        Factory = (parts, options) => new AlphaCodiumStrategy(parts.RequireModel("alphacodium"), parts.GeneratorsNamed("chat-tests"), options, parts.Gate(options.Gate)),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var root = session.Root;
        var understanding = await NotedAsync(session, "understanding", "alphacodium-reflect", Moves.Values(), cancellationToken);
        var text = await NotedAsync(session, "plans", "alphacodium-plans", Moves.Values(("understanding", understanding), ("count", Number(options.Plans))), cancellationToken);
        var plans = await OrderAsync(session, understanding, Plans(text), cancellationToken);
        await session.GenerateChecksAsync(root, new CheckRequest { Most = options.Tests, Kinds = [GeneratedKind.Test] }, generators, cancellationToken);

        for (var i = 0; i < options.Tries && !session.Best.Verdict.Passed; i++)
        {
            var extras = Moves.Values(("understanding", understanding), ("plan", plans[i % plans.Length]));
            await session.StepAsync(model.Step(session, root, "alphacodium-code", extras, new Ask(i)), cancellationToken);
        }

        await MendVisibleAsync(session, cancellationToken);
        await MendGeneratedAsync(session, cancellationToken);
    }

    /// <summary>The visible checks one by one.</summary>
    private async Task MendVisibleAsync(Session session, CancellationToken cancellationToken)
    {
        var at = session.Best;
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (!session.Best.Verdict.Passed && at.Verdict.Report?.Results.FirstOrDefault(r => Fails(r) && !given.Contains(r.Check.Id)) is { } failing)
        {
            for (var fix = 0; fix < options.Fixes && at.Verdict.Report?.Results.FirstOrDefault(r => r.Check.Id == failing.Check.Id && Fails(r)) is { } now; fix++)
            {
                at = await FixAsync(session, at, Describe(now), next => Passing(at).IsSubsetOf(Passing(next)), cancellationToken);
            }

            given.Add(failing.Check.Id);
        }
    }

    /// <summary>The generated tests, on a candidate that passes the visible ones.</summary>
    private async Task MendGeneratedAsync(Session session, CancellationToken cancellationToken)
    {
        var at = session.Best;
        if (!at.Verdict.Passed || session.Generated.IsEmpty)
        {
            return;
        }

        var report = await session.RunGeneratedAsync(at.Tree, session.Generated, cancellationToken);
        for (var fix = 0; fix < options.GeneratedFixes && report.Falsifications is [var broken, ..]; fix++)
        {
            var next = await FixAsync(session, at, $"{broken.Check.Title}\n\n{broken.Check.Source}\n\n{Pgs.Counterexamples.Describe(broken)}", n => n.Verdict.Passed, cancellationToken);
            var better = ReferenceEquals(next, at) ? report : await session.RunGeneratedAsync(next.Tree, session.Generated, cancellationToken);
            if (better.Share > report.Share)
            {
                (at, report) = (next, better);
                session.Choose(at, $"it passes {better.Share:P0} of the generated tests too");
            }
        }
    }

    /// <summary>Analyse, then fix; what the anchors refuse is reverted.</summary>
    private async Task<Node> FixAsync(Session session, Node at, string failing, Func<Node, bool> anchored, CancellationToken cancellationToken)
    {
        var analysis = await model.AskAsync(session, at, "alphacodium-analyse", Moves.Values(("failing", failing)), Ask.Usual, cancellationToken);
        session.Note("analysis", at, analysis);
        var (next, _) = await repair.RepairAsync(session, at, "alphacodium-fix", Moves.Values(("failing", failing), ("explanation", analysis)), ["explanation"], Ask.Usual, cancellationToken);
        return next.Verdict.Report is not null && anchored(next) ? next : at;
    }

    private async Task<string> NotedAsync(Session session, string step, string template, Dictionary<string, string> extras, CancellationToken cancellationToken)
    {
        var answer = await model.AskAsync(session, session.Root, template, extras, Ask.Usual, cancellationToken);
        session.Note(step, null, answer);
        return answer;
    }

    /// <summary>The plans with the chosen one first.</summary>
    private async Task<ImmutableArray<string>> OrderAsync(Session session, string understanding, ImmutableArray<string> plans, CancellationToken cancellationToken)
    {
        if (plans.Length < 2)
        {
            return plans;
        }

        var numbered = string.Join("\n\n", plans.Select((p, i) => $"{Number(i + 1)}. {p}"));
        var answer = await NotedAsync(session, "choice of plan", "alphacodium-choose", Moves.Values(("understanding", understanding), ("plans", numbered)), cancellationToken);
        return Choice().Matches(answer).LastOrDefault() is { } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= plans.Length
            ? [plans[number - 1], .. plans.RemoveAt(number - 1)]
            : plans;
    }

    private ImmutableArray<string> Plans(string answer)
    {
        var parts = answer.Split("PLAN:", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var plans = (answer.Contains("PLAN:", StringComparison.Ordinal) && !answer.TrimStart().StartsWith("PLAN:", StringComparison.Ordinal) ? parts.Skip(1) : parts).Take(options.Plans).ToImmutableArray();
        return plans.IsEmpty ? [answer] : plans;
    }

    private static bool Fails(CheckResult result) => result.Status is not (CheckStatus.Passed or CheckStatus.Skipped);

    private static HashSet<string> Passing(Node node) => [.. (node.Verdict.Report?.Results ?? []).Where(r => r.Status == CheckStatus.Passed).Select(r => r.Check.Id)];

    private static string Describe(CheckResult result)
    {
        var failure = result.Failures.FirstOrDefault();
        var values = failure?.Expected is { } expected ? $"\nExpected: {expected}\nActual: {failure.Actual}" : "";
        return $"{result.Check.Id}: {result.Status}\n{failure?.Message}{values}";
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"CHOICE:\W*(\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Choice();
}
