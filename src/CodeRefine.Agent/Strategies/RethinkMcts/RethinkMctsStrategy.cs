using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Strategies.Ldb;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.RethinkMcts;

/// <summary>
/// RethinkMCTS (Li et al., "RethinkMCTS: Refining Erroneous Thoughts in Monte Carlo Tree Search for Code Generation", arXiv 2409.09584): a tree of thoughts; code is written from a chain of them
/// and scored by the visible checks; where it fails, block analysis says why, the last thought is rethought once, and further thoughts follow with that feedback.
/// </summary>
/// <remarks>
/// Deviations: by default it stops at the first code that passes every visible check (<c>stop=all</c> for the paper's whole search, where such code is scored by the model too and
/// the best value wins); block analysis is left out where nothing can be traced. Code that was there before keeps its value and costs no verdict.
/// </remarks>
public sealed partial class RethinkMctsStrategy(ChatStation model, RethinkMctsOptions options, CritiqueGate? gate = null) : IStrategy
{
    private readonly GatedRepair repair = new(model, gate);

    public string Name => "rethink-mcts";

    public static StrategyEntry<RethinkMctsOptions> Entry { get; } = new()
    {
        Name = "rethink-mcts",
        Summary = "Search a tree of thoughts; code that fails has its last thought rethought.",
        Paper = "Li et al., RethinkMCTS: Refining Erroneous Thoughts in Monte Carlo Tree Search for Code Generation",
        ArXiv = "2409.09584",
        Figures = "on HumanEval GPT-3.5 70.12 → 89.02, GPT-4o-mini 87.20 → 94.51",
        Cost = "2 to 5 calls a rollout",
        WhenToUse = "Hard problems with a large budget, where the approach matters more than the line.",
        TypedOptions = RethinkMctsOptions.All,
        Factory = (parts, options) => new RethinkMctsStrategy(parts.RequireModel("rethink-mcts"), options, parts.Gate(options.Gate)),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var top = new Thought("", null, 1);
        try
        {
            for (var rollout = 0; rollout < options.Rollouts && !Finished(session); rollout++)
            {
                var leaf = top.Select();
                await ExpandAsync(session, leaf, cancellationToken);
                if (leaf.Children.MaxBy(c => c.Prior) is not { } child)
                {
                    leaf.Backpropagate(0, options.Discount);
                    continue;
                }

                var value = await EvaluateAsync(session, child, cancellationToken);
                if (child.Feedback is not null && await RethinkAsync(session, child, cancellationToken))
                {
                    value = Math.Max(value, await EvaluateAsync(session, child, cancellationToken));
                }

                child.Backpropagate(value, options.Discount);
            }
        }
        finally
        {
            if (top.All().Where(t => t.Code is not null).MaxBy(t => t.Value) is { Code: { } code } best && code.Value >= session.Best.Value)
            {
                session.Choose(code, string.Create(CultureInfo.InvariantCulture, $"of {top.All().Count() - 1} thoughts those with the highest value, {best.Value:0.00}"));
            }
        }
    }

    private bool Finished(Session session) => options.Stop == RethinkStop.First && session.Best.Verdict.Passed;

    private async Task ExpandAsync(Session session, Thought leaf, CancellationToken cancellationToken)
    {
        var extras = Moves.Values(("thoughts", leaf.Chain), ("feedback", leaf.Feedback ?? ""), ("count", options.Width.ToString(CultureInfo.InvariantCulture)));
        leaf.Expand(Thought.Read(await AskAsync(session, "rethink-expand", extras, cancellationToken), options.Width));
        session.Note("thoughts", leaf.Code, string.Join(" | ", leaf.Children.Select(c => c.Text)));
    }

    /// <summary>Writes code from the thoughts: its value is the share of visible checks that pass, and the model's word besides where all do.</summary>
    private async Task<double> EvaluateAsync(Session session, Thought thought, CancellationToken cancellationToken)
    {
        var made = await session.StepAsync(model.Step(session, session.Root, "rethink-code", Moves.Values(("thoughts", thought.Chain))), cancellationToken);
        if ((made?.Node ?? made?.Twin) is not { } code)
        {
            thought.Feedback = made?.Rejection;
            return 0;
        }

        var (value, feedback) = (Math.Max(0, code.Value), (string?)null);
        if (!code.Verdict.Passed)
        {
            var judged = await LdbStrategy.JudgeAsync(session, model, code, new LdbOptions(), cancellationToken);
            var tried = await repair.TryAsync(session, code, "ldb-fix", judged, [LdbStrategy.Judgement], cancellationToken);
            feedback = string.Join("\n\n", new[] { code.Critique.Headline, tried?.Accepted == false ? null : judged.GetValueOrDefault(LdbStrategy.Judgement) }.OfType<string>());
        }
        else if (options.Stop == RethinkStop.All)
        {
            value = (0.8 * value) + (0.2 * Score(await model.AskAsync(session, code, "rethink-score", null, Ask.Usual, cancellationToken)));
        }

        thought.Evaluated(code, value, feedback);
        return value;
    }

    /// <returns>Whether the thought is another one now.</returns>
    private async Task<bool> RethinkAsync(Session session, Thought thought, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(session, "rethink-thought", Moves.Values(("thoughts", thought.Chain), ("feedback", thought.Feedback ?? "")), cancellationToken);
        session.Note("rethought", thought.Code, answer);
        return thought.Rethink(answer);
    }

    private Task<string> AskAsync(Session session, string template, Dictionary<string, string> extras, CancellationToken cancellationToken) =>
        model.AskAsync(session, session.Root, template, extras, Ask.Usual, cancellationToken);

    /// <summary>From −1 to 1; 0 where the model gave none.</summary>
    private static double Score(string answer) => ScoreLine().Matches(answer).LastOrDefault() is { } match && double.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
        ? Math.Clamp(score, -1, 1)
        : 0;

    [GeneratedRegex(@"SCORE:\s*(-?\d+(?:\.\d+)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScoreLine();
}
