using CodeRefine.Agent.Chat;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies.Sketches;

/// <summary>
/// A sketch of PDR (Madaan et al., "Rethinking Thinking Tokens", arXiv 2510.01123): drafts in parallel are distilled into a bounded workspace, from which the next round drafts; the last round
/// drafts one. What a whole preset would need besides: options, and a bound on the workspace in tokens.
/// </summary>
internal sealed class PdrSketch(ChatStation model, int drafts = 3, int rounds = 2) : IStrategy
{
    public string Name => "pdr";

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var workspace = "";
        for (var round = 0; round <= rounds && !session.Best.Verdict.Passed; round++)
        {
            var count = round == rounds ? 1 : drafts;
            var extras = new Dictionary<string, string> { ["others"] = workspace };
            var made = await session.StepAllAsync([.. Enumerable.Range(0, count).Select(i => model.Step(session, session.Root, "pdr-draft", extras, new Ask(i)))], cancellationToken);
            if (!session.Best.Verdict.Passed && round < rounds)
            {
                var seen = string.Join("\n\n", made.Select(m => m?.Node).OfType<Node>().Select(n => $"{n.Tree["Text.cs"].Text}\n{n.Critique.Headline}"));
                workspace = await model.AskAsync(session, session.Root, "pdr-distil", new Dictionary<string, string> { ["others"] = seen }, Ask.Usual, cancellationToken);
                session.Note("workspace", null, workspace);
            }
        }
    }
}
