using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Strategies.Ldb;
using CodeRefine.Agent.Strategies.Pgs;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>Asks the model with all the evidence that there is on a node: its critique, the trace of the failing check, counterexamples to checks generated without a model.</summary>
internal sealed class EvidenceProposer(ChatStation model, AutoOptions options) : IProposer
{
    private const int MostCounterexamples = 3, PiecesShown = 16;
    private bool generated;

    public string Name => ChatProposer.ProposerName;

    public async Task<Proposal?> ProposeAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        var tried = Tried.On(session, node).Count;
        var ask = new Ask(Temperature: tried < NodePrompt.StuckAfter ? null : Math.Min(1f, 0.6f + (0.2f * (tried - NodePrompt.StuckAfter))));
        return node.Parent is null
            ? await model.ProposeAsync(session, node, "solve", null, ask, null, cancellationToken)
            : await model.ProposeAsync(session, node, "auto-refine", await GatherAsync(session, node, "", cancellationToken), ask, null, cancellationToken);
    }

    public Step Step(Session session, Node node, Dictionary<string, string> evidence, int sample) =>
        model.Step(session, node, node.Parent is null ? "solve" : "auto-refine", evidence, AutoStrategy.Sample(sample));

    public async Task<Dictionary<string, string>> GatherAsync(Session session, Node node, string lessons, CancellationToken cancellationToken)
    {
        var values = Moves.Values(("reflection", lessons));
        if (options.Trace && node.Verdict.Report is not null && await session.TraceAsync(node, null, cancellationToken) is { } trace)
        {
            values["trace"] = TracePieces.Text(TracePieces.Of(trace, new LdbOptions { Level = LdbLevel.Line, Blocks = PiecesShown }), trace);
        }

        if (options.Checks && node.Verdict.Report is not null)
        {
            values["counterexample"] = await CounterexamplesAsync(session, node, cancellationToken);
        }

        return values;
    }

    private async Task<string> CounterexamplesAsync(Session session, Node node, CancellationToken cancellationToken)
    {
        if (!generated)
        {
            generated = true;
            await session.GenerateChecksAsync(node, CheckRequest.Default, null, cancellationToken);
        }

        if (session.Generated.IsEmpty)
        {
            return "";
        }

        var report = await session.FalsifyAsync(node, null, cancellationToken);
        return string.Join("\n\n", report.Falsifications.Take(MostCounterexamples).Select(f => $"{f.Check.Title}\n{Counterexamples.Describe(f)}"));
    }
}
