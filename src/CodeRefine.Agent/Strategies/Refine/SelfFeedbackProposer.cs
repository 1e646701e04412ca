using CodeRefine.Agent.Chat;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Refine;

/// <summary>Self-Refine's own feedback: the model reviews what it wrote, without execution, and then improves it. It ends where the model finds nothing to improve.</summary>
internal sealed class SelfFeedbackProposer(ChatStation model) : IProposer
{
    private const string Nothing = "NOTHING TO IMPROVE";

    public string Name => "chat";

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        if (node.Parent is null)
        {
            return await model.ProposeAsync(session, node, "solve", null, Ask.Usual, null, cancellationToken);
        }

        var feedback = await model.AskAsync(session, node, "self-feedback", null, Ask.Usual, cancellationToken);
        session.Note("feedback", node, feedback);
        return feedback.Contains(Nothing, StringComparison.OrdinalIgnoreCase)
            ? null
            : await model.ProposeAsync(session, node, "self-refine", Moves.Values(("feedback", feedback)), Ask.Usual, null, cancellationToken);
    }
}
