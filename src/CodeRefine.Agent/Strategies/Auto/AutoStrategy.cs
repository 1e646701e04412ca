using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>
/// Ours, the default. What costs nothing comes first: the session's tools mend what does not compile, the repair engine has its turn on each candidate and its
/// neighbourhood. Then the model, in a fresh context with evidence before opinion: the critique, the trace of the failing check, counterexamples to generated checks. The first
/// candidate that passes ends it, so that an easy problem costs one call or none. Where some rounds in a row bring nothing better, the problem is hard: revisions of the most
/// promising candidates and new drafts take turns, and where that brings nothing either, the model reflects on what was tried.
/// </summary>
/// <remarks>
/// Its parts: deterministic fixes first after Lyra; properties with the smallest counterexample after PGS (arXiv 2506.18315); effort only for the hard after MAgICoRe; which candidate to revise after REx (arXiv 2405.17503); fresh contexts after "The
/// Illusion of Diminishing Returns"; reflections are kept only where the next attempt was better, after Retroformer. Generated checks inform and never gate. Without a model the
/// repair engine is asked until it has nothing more.
/// </remarks>
public sealed class AutoStrategy : IStrategy
{
    private readonly AutoOptions options;
    private readonly AutoProposer proposer;
    private readonly EvidenceProposer? evidence;
    private readonly Widening? widening;

    /// <exception cref="UserErrorException">There is neither the repair engine nor a model.</exception>
    public AutoStrategy(StrategyParts parts, AutoOptions options)
    {
        this.options = options;
        evidence = parts.Model is { } model ? new EvidenceProposer(model, options) : null;
        widening = evidence is null ? null : new Widening(parts, options, evidence);
        proposer = parts.Repair is null && evidence is null
            ? throw new UserErrorException("The strategy auto has neither the repair engine nor a model to ask.")
            : new AutoProposer(parts.Repair ?? NoRepair.Instance, evidence);
    }

    public string Name => "auto";

    public static StrategyEntry<AutoOptions> Entry { get; } = new()
    {
        Name = "auto",
        Summary = "Tools and repair first, then the model with evidence; easy problems end early, hard ones are widened.",
        Paper = "CodeRefine's own, of parts after Lyra, PGS (arXiv 2506.18315), MAgICoRe, REx (arXiv 2405.17503) and Retroformer",
        Cost = "0 calls where repair suffices, 1 where the first answer does; then 1 an attempt; where it widens width at once, and 1 more to reflect where that is in vain",
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
            if (widening is not null && options.Width > 0 && ReferenceEquals(node, session.Best) && (vain >= options.Patience || session.Stuck is not null))
            {
                await widening.RunAsync(session, node, cancellationToken);

                // Where it brought nothing better, the next round is as wide.
                vain = session.Best.Value > before ? 0 : vain;
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

    internal static Ask Sample(int number) => new(number, 0.8f);

    private sealed class NoRepair : IProposer
    {
        public static NoRepair Instance { get; } = new();
        public string Name => "repair";
        public Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken) => Task.FromResult<Proposal?>(null);
    }
}
