using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.BestOfN;

/// <summary>
/// Independent samples of one prompt, and a choice among them: by the visible checks, and among those that these like alike by plurality of behaviour, as
/// AlphaCode clusters its programs by what they do on generated inputs (Li et al., "Competition-Level Code Generation with AlphaCode", arXiv 2203.07814). It refines
/// nothing: with as many samples as the budget allows it is the control that every other strategy is compared with.
/// </summary>
/// <remarks>Deviation: inputs for the clusters are generated without a model, from the calls that the visible checks make, where AlphaCode trains a model for that.</remarks>
public sealed class BestOfNStrategy(ChatStation model, BestOfNOptions options) : IStrategy
{
    public string Name => "best-of-n";

    public static StrategyEntry<BestOfNOptions> Entry { get; } = new()
    {
        Name = "best-of-n",
        Summary = "Independent samples; the choice by the checks, then by the largest group that behaves alike.",
        Paper = "Li et al., Competition-Level Code Generation with AlphaCode (clusters); independent sampling is the control of all others",
        ArXiv = "2203.07814",
        Cost = "n calls, all at once; with stop=first fewer",
        WhenToUse = "A model that is right now and then, many cores, weak visible checks; and as the control.",
        TypedOptions = BestOfNOptions.All,
        Factory = (parts, options) => new BestOfNStrategy(parts.RequireModel("best-of-n"), options),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            for (var drawn = 0; drawn < options.N && !(options.Stop == BestOfNStop.First && session.Best.Verdict.Passed); drawn += options.Wave)
            {
                var wave = Enumerable.Range(drawn, Math.Min(options.Wave, options.N - drawn));
                await session.StepAllAsync([.. wave.Select(i => Sample(session, i))], cancellationToken);
            }
        }
        catch (BudgetExhaustedException)
        {
            await ChooseAsync(session, cancellationToken);
            throw;
        }

        await ChooseAsync(session, cancellationToken);
    }

    /// <summary>Each in the same context, which says nothing of the others.</summary>
    private Step Sample(Session session, int number) => new(session.Root, ChatProposer.ProposerName, async cancellationToken =>
    {
        var prompt = await model.IndependentPromptAsync(session, cancellationToken);
        var ask = new Ask(number, (float)options.Temperature, (long)((session.Seed + ((ulong)number * 7919)) & int.MaxValue));
        return ChatStation.Read(session.Problem, session.Root, prompt, await model.AskAsync(model.Render("solve", prompt), "solve", ask, cancellationToken));
    });

    private async Task ChooseAsync(Session session, CancellationToken cancellationToken)
    {
        var best = session.Nodes.Where(n => n.Value == session.Best.Value && n.Verdict.Report is not null).ToList();
        if (options.By != BestOfNChoice.Cluster || best.Count < 2)
        {
            return;
        }

        var clusters = await session.ClusterAsync(best, cancellationToken);
        session.Choose(clusters[0].Nodes[0], $"{clusters[0].Nodes.Length} of the {best.Count} best candidates behave like it, in {clusters.Length} groups");
    }
}
