using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Refine;

/// <summary>Self-Refine with its own feedback: the model reviews what it wrote, without execution, and then improves it. It ends where the model finds nothing to improve.</summary>
internal sealed class SelfFeedbackStrategy(ChatStation model, RefineOptions options, CritiqueGate? gate) : IStrategy
{
    private const string Nothing = "NOTHING TO IMPROVE";
    private readonly GatedRepair repair = new(model, gate);

    public string Name => "refine";

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        for (var round = 0; !session.Best.Verdict.Passed && (options.Rounds == 0 || round < options.Rounds); round++)
        {
            var node = session.Best;
            if (node.Parent is null)
            {
                await Moves.DraftAsync(session, model, cancellationToken);
                continue;
            }

            // A review that could not be followed is not paid for.
            session.Budget.RequireAttempt();
            var feedback = await model.AskAsync(session, node, "self-feedback", null, Ask.Usual, cancellationToken);
            session.Note("feedback", node, feedback);
            if (feedback.Contains(Nothing, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            await repair.RepairAsync(session, node, "self-refine", Moves.Values(("feedback", feedback)), ["feedback"], Ask.Usual, cancellationToken);
        }
    }
}
