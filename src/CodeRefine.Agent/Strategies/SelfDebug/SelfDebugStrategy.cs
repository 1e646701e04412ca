using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
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
public sealed class SelfDebugStrategy(ChatStation model, SelfDebugOptions options, CritiqueGate? gate = null) : IStrategy
{
    private readonly GatedRepair repair = new(model, gate);

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
        Factory = (parts, options) => new SelfDebugStrategy(parts.RequireModel("self-debug"), options, parts.Gate(options.Gate)),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var talk = new Talk(model, session, options.Room);
        var at = Moves.After(await session.StepAsync(Said(session.Root, token => talk.DraftAsync(session.Root, token)), cancellationToken), session.Root);
        for (var turn = 0; turn < options.Turns && !session.Best.Verdict.Passed; turn++)
        {
            // What tools or a student made of an answer is not what the conversation has seen.
            if (options.Context == SelfDebugContext.Fresh || at.ByTool || at.Proposal?.Proposer == CritiqueGate.ProposerName)
            {
                talk.Forget();
            }

            session.Budget.RequireAttempt();
            at = await DebugAsync(session, talk, at, cancellationToken);
        }
    }

    private async Task<Node> DebugAsync(Session session, Talk talk, Node at, CancellationToken cancellationToken)
    {
        var feedback = Moves.Values(("feedback", options.Feedback == SelfDebugFeedback.Simple ? "The code above does not pass its tests." : at.Critique.Text));
        if (options is { Feedback: SelfDebugFeedback.Trace, Tracer: SelfDebugTracer.Run } && await session.TraceAsync(at, null, cancellationToken) is { } trace)
        {
            feedback["trace"] = TracePieces.Text(TracePieces.Of(trace, new LdbOptions { Level = LdbLevel.Line, Blocks = 40 }), trace);
            return await FixAsync(session, talk, at, feedback, null, cancellationToken);
        }

        var question = options.Feedback switch
        {
            SelfDebugFeedback.Explanation => "self-debug-explain",
            SelfDebugFeedback.Trace => "self-debug-trace",
            _ => null,
        };
        if (question is null)
        {
            return await FixAsync(session, talk, at, feedback, null, cancellationToken);
        }

        var before = talk.Mark();
        var words = await talk.AskAsync(at, question, feedback, cancellationToken);
        session.Note(options.Feedback == SelfDebugFeedback.Trace ? "trace" : "explanation", at, words);
        var tried = await repair.TryAsync(session, at, "critique-fix", Moves.Values(("explanation", words)), ["explanation"], cancellationToken);
        if (tried is { Best.Verdict.Passed: true })
        {
            return tried.Best;
        }

        if (tried?.Accepted == false)
        {
            talk.Return(before);
            return await FixAsync(session, talk, at, feedback, tried, cancellationToken);
        }

        return await FixAsync(session, talk, at, Moves.Values(), tried, cancellationToken);
    }

    private static async Task<Node> FixAsync(Session session, Talk talk, Node at, Dictionary<string, string> extras, GateResult? tried, CancellationToken cancellationToken) =>
        GatedRepair.Better(tried, at, await session.StepAsync(Said(at, token => talk.AskForCodeAsync(at, "self-debug-fix", extras, token)), cancellationToken)).Node;

    private static Step Said(Node node, Func<CancellationToken, Task<Proposal?>> ask) => new(node, ChatProposer.ProposerName, ask);
}
