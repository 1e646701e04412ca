using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>
/// Ours, the default. What costs nothing comes first: the session's tools mend what does not compile, the repair engine has its turn on each candidate and its
/// neighbourhood. Then the model, in a fresh context with evidence before opinion: the critique, the trace of the failing check, counterexamples to generated checks. The first
/// candidate that passes ends it, so that an easy problem costs one call or none. Where some rounds in a row bring nothing better, the problem is hard: the model reflects
/// on what was tried, and several candidates are drawn at once, half from the best and half anew.
/// </summary>
/// <remarks>
/// Its parts: deterministic fixes first after Lyra; properties with the smallest counterexample after PGS (arXiv 2506.18315); effort only for the hard after MAgICoRe; fresh contexts after "The
/// Illusion of Diminishing Returns"; reflections are kept only where the next attempt was better, after Retroformer. Generated checks inform and never gate. Without a model the
/// repair engine is asked until it has nothing more.
/// </remarks>
public sealed class AutoStrategy : IStrategy
{
    private readonly StrategyParts parts;
    private readonly AutoOptions options;
    private readonly AutoProposer proposer;
    private readonly EvidenceProposer? evidence;
    private readonly GatedRepair? repair;

    /// <exception cref="UserErrorException">There is neither the repair engine nor a model.</exception>
    public AutoStrategy(StrategyParts parts, AutoOptions options)
    {
        (this.parts, this.options) = (parts, options);
        evidence = parts.Model is { } model ? new EvidenceProposer(model, options) : null;
        repair = parts.Model is { } asked ? new GatedRepair(asked, parts.Gate(options.Gate)) : null;
        proposer = parts.Repair is null && evidence is null
            ? throw new UserErrorException("The strategy auto has neither the repair engine nor a model to ask.")
            : new AutoProposer(parts.Repair ?? NoRepair.Instance, evidence);
    }

    public string Name => "auto";

    public static StrategyEntry<AutoOptions> Entry { get; } = new()
    {
        Name = "auto",
        Summary = "Tools and repair first, then the model with evidence; easy problems end early, hard ones are widened.",
        Paper = "CodeRefine's own, of parts after Lyra, PGS (arXiv 2506.18315), MAgICoRe and Retroformer",
        Cost = "0 calls where repair suffices, 1 where the first answer does; then 1 an attempt, 1 + width where it widens",
        WhenToUse = "The default. Works without a model too.",
        NeedsModel = false,
        TypedOptions = AutoOptions.All,
        Factory = (parts, options) => new AutoStrategy(parts, options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var finished = new HashSet<string>();
        for (var vain = 0; !session.Best.Verdict.Passed && Next(session, finished) is { } node;)
        {
            var (before, calls) = (session.Best.Value, session.Budget.Use.ModelCalls);
            if (evidence is not null && options.Width > 0 && ReferenceEquals(node, session.Best) && (vain >= options.Patience || session.Stuck is not null))
            {
                await WidenAsync(session, node, cancellationToken);
                vain = 0;
                continue;
            }

            var made = await session.StepAsync(new Step(node, proposer.Name, token => proposer.ProposeAsync(session, node, token)), cancellationToken);
            if (made is null)
            {
                finished.Add(node.Id);
            }

            // A turn of the repair engine's is no round of the model's.
            vain = session.Best.Value > before ? 0 : session.Budget.Use.ModelCalls > calls ? vain + 1 : vain;
        }
    }

    private Node? Next(Session session, HashSet<string> finished) => proposer.Prefer(session) is { } preferred && !finished.Contains(preferred.Id)
        ? preferred
        : session.Nodes.Where(n => !finished.Contains(n.Id)).MaxBy(n => n.Value);

    private async Task WidenAsync(Session session, Node best, CancellationToken cancellationToken)
    {
        var model = parts.Model!;
        var remembered = await parts.Memory.FindAsync(best, 2, cancellationToken);
        var text = await model.AskAsync(session, best, "reflexion-reflect", Moves.Values(), Ask.Usual, cancellationToken);
        session.Note("reflection", best, text);
        var extras = await evidence!.GatherAsync(session, best, Lessons(remembered, text), cancellationToken);
        var isUsed = true;
        try
        {
            if (best.Parent is not null && await repair!.TryAsync(session, best, "auto-refine", extras, ["reflection"], cancellationToken) is { } tried)
            {
                isUsed = tried.Accepted;
                if (tried.Best.Verdict.Passed)
                {
                    return;
                }
            }

            extras["reflection"] = isUsed ? extras["reflection"] : Lessons(remembered, null);
            await session.StepAllAsync([.. Enumerable.Range(0, options.Width).Select(i => i % 2 == 0 ? evidence.Step(session, best, extras, i) : model.Step(session, session.Root, "solve", null, Sample(i)))], cancellationToken);
        }
        finally
        {
            var outcome = session.Best.Verdict.Passed ? ReflectionOutcome.Solved : session.Best.Value > best.Value ? ReflectionOutcome.Better : ReflectionOutcome.Same;
            if (isUsed)
            {
                await parts.Memory.AddAsync(Reflection.On(session.Problem.Id, best, text), outcome, CancellationToken.None);
            }
        }

        await ChooseAsync(session, cancellationToken);
    }

    /// <param name="latest">Null where it is of no use.</param>
    private static string Lessons(IReadOnlyList<Reflection> remembered, string? latest) => string.Join("\n", remembered.Select(r => r.Text).Append(latest).OfType<string>().Select(t => $"- {t}"));

    /// <summary>Where several pass: the largest group that behaves alike.</summary>
    private static async Task ChooseAsync(Session session, CancellationToken cancellationToken)
    {
        var passed = session.Nodes.Where(n => n.Verdict.Passed).ToList();
        if (passed.Count < 2)
        {
            return;
        }

        try
        {
            var clusters = await session.ClusterAsync(passed, cancellationToken);
            session.Choose(clusters[0].Nodes[0], $"{clusters[0].Nodes.Length} of the {passed.Count} that pass behave like it");
        }
        catch (BudgetExhaustedException)
        {
            // There is an answer; what tells such answers apart has become too dear.
        }
    }

    internal static Ask Sample(int number) => new(number, 0.8f);

    private sealed class NoRepair : IProposer
    {
        public static NoRepair Instance { get; } = new();
        public string Name => "repair";
        public Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken) => Task.FromResult<Proposal?>(null);
    }
}
