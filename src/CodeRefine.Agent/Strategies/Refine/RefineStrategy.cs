using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Refine;

/// <summary>
/// The plain refine loop, after Self-Refine (Madaan et al., "Self-Refine: Iterative Refinement with Self-Feedback", arXiv 2303.17651): propose, verify, criticise,
/// go on from the best node.
/// </summary>
/// <remarks>
/// It differs from the paper in four ways. Feedback is evidence from the compiler and the checks, not the model's opinion of its own work, unless <c>feedback=model</c> asks
/// for that. Each round starts from the best node so far and in a fresh context, not from the last one in one conversation. It ends when a node passes or the budget does,
/// where the paper has 4 rounds and the model's own word for the end (<c>rounds=4 feedback=model</c>). And where the proposer has nothing more for the best
/// node, the next best is taken. A state that was seen before becomes no node: the session recognises it, and the next prompt says so.
/// </remarks>
public sealed class RefineStrategy(IProposer proposer, RefineOptions? options = null) : IStrategy
{
    private readonly RefineOptions options = options ?? new RefineOptions();

    public string Name => "refine";

    public static StrategyEntry<RefineOptions> Entry { get; } = new()
    {
        Name = "refine",
        Summary = "Propose, verify, criticise, go on from the best candidate.",
        Paper = "Madaan et al., Self-Refine: Iterative Refinement with Self-Feedback",
        ArXiv = "2303.17651",
        Cost = "1 call an attempt; 2 with feedback=model",
        WhenToUse = "A plain loop to compare others with, and where the checks say clearly what is wrong.",
        NeedsModel = false,
        TypedOptions = RefineOptions.All,
        Factory = (parts, options) => options.Feedback == RefineFeedback.Model
            ? new SelfFeedbackStrategy(parts.RequireModel("refine"), options, parts.Gate(options.Gate))
            : new RefineStrategy(Proposer(parts), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var finished = new HashSet<string>();
        for (var round = 0; !session.Best.Verdict.Passed && (options.Rounds == 0 || round < options.Rounds) && Next(session, finished) is { } node; round++)
        {
            var step = new Step(node, proposer.Name, token => proposer.ProposeAsync(session, node, token));
            if (await session.StepAsync(step, cancellationToken) is null)
            {
                finished.Add(node.Id);
                round--;
            }
        }
    }

    private static IProposer Proposer(StrategyParts parts)
    {
        var chat = parts.Model is { } model ? new ChatProposer(model) : null;
        return parts.Repair is { } repair ? new AutoProposer(repair, chat) : chat ?? throw new UserErrorException("The strategy refine has neither the repair engine nor a model to ask.");
    }

    /// <summary>The node that the proposer would rather have, else the best one for which it may have more; of equals the earliest.</summary>
    private Node? Next(Session session, HashSet<string> finished) =>
        (proposer as INodePreference)?.Prefer(session) is { } preferred && !finished.Contains(preferred.Id)
            ? preferred
            : session.Nodes.Where(n => !finished.Contains(n.Id)).MaxBy(n => n.Value);
}
