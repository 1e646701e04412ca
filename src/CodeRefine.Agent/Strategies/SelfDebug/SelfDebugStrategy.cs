using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Strategies.Ldb;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.SelfDebug;

/// <summary>
/// Self-Debug (Chen et al., "Teaching Large Language Models to Self-Debug", arXiv 2304.05128): a greedy draft; while the visible tests fail, feedback of one of four kinds,
/// and the code is generated again in the same conversation, at most 10 times.
/// </summary>
/// <remarks>
/// Deviations: prompts are zero-shot and our own, where the paper has few-shot examples for each data set; the test feedback is our critique, which says more than the
/// paper's failing assertion; a conversation that outgrows its room begins again from the code as it is; and tools (tool correction, neighbourhood) may mend a turn's
/// code, which the next turn is then shown.
/// </remarks>
public sealed class SelfDebugStrategy(ChatStation model, SelfDebugOptions options) : IStrategy
{
    public string Name => "self-debug";

    public static StrategyEntry<SelfDebugOptions> Entry { get; } = new()
    {
        Name = "self-debug",
        Summary = "Debug one draft in a conversation, with feedback of one of four kinds.",
        Paper = "Chen et al., Teaching Large Language Models to Self-Debug",
        ArXiv = "2304.05128",
        Figures = "MBPP up to +12 points",
        Cost = "1 + turns calls; 1 + 2 turns with feedback=explanation or trace",
        WhenToUse = "A model that follows a conversation well, and tests that fail with clear words.",
        TypedOptions = SelfDebugOptions.All,
        Factory = (parts, options) => new SelfDebugStrategy(parts.RequireModel("self-debug"), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var talk = new Talk(model, session, options.Room);
        var at = session.Root;
        for (var turn = 0; turn <= options.Turns && !session.Best.Verdict.Passed; turn++)
        {
            var (node, first) = (at, turn == 0);
            var step = new Step(node, ChatProposer.ProposerName, token => first ? talk.DraftAsync(node, token) : DebugAsync(session, talk, node, token));
            var made = await session.StepAsync(step, cancellationToken);
            at = Moves.After(made, at);

            // What tools made of the answer is not what the conversation has seen.
            if (options.Context == SelfDebugContext.Fresh || at.ByTool)
            {
                talk.Forget();
            }
        }
    }

    private async Task<Proposal?> DebugAsync(Session session, Talk talk, Node node, CancellationToken cancellationToken)
    {
        var feedback = options.Feedback == SelfDebugFeedback.Simple ? "The code above does not pass its tests." : node.Critique.Text;
        var question = options.Feedback switch
        {
            SelfDebugFeedback.Explanation => "self-debug-explain",
            SelfDebugFeedback.Trace => "self-debug-trace",
            _ => null,
        };
        if (options is { Feedback: SelfDebugFeedback.Trace, Tracer: SelfDebugTracer.Run } && await session.TraceAsync(node, null, cancellationToken) is { } trace)
        {
            var shown = TracePieces.Text(TracePieces.Of(trace, new LdbOptions { Level = LdbLevel.Line, Blocks = 40 }), trace);
            return await talk.AskForCodeAsync(node, "self-debug-fix", Moves.Values(("feedback", feedback), ("trace", shown)), cancellationToken);
        }

        if (question is null)
        {
            return await talk.AskForCodeAsync(node, "self-debug-fix", Moves.Values(("feedback", feedback)), cancellationToken);
        }

        var words = await talk.AskAsync(node, question, Moves.Values(("feedback", feedback)), cancellationToken);
        session.Note(options.Feedback == SelfDebugFeedback.Trace ? "trace" : "explanation", node, words);
        return await talk.AskForCodeAsync(node, "self-debug-fix", Moves.Values(), cancellationToken);
    }
}
