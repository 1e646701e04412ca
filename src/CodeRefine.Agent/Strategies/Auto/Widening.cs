using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Memory;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>
/// What <see cref="AutoStrategy"/> does on a hard problem: revisions of promising candidates and new drafts by turns. Which of the two helps is not known beforehand, and each costs the other
/// no more than half of what is left. Where some such rounds bring nothing, the model reflects on the best candidate, once.
/// </summary>
internal sealed class Widening(StrategyParts parts, AutoOptions options, EvidenceProposer evidence)
{
    private readonly GatedRepair repair = new(parts.Model!, parts.Gate(options.Gate));
    private string? widenedOn;
    private int rounds, drawn;
    private IReadOnlyList<Reflection> remembered = [];
    private string lessons = "";

    /// <param name="best">The session's.</param>
    public async Task RunAsync(Session session, Node best, CancellationToken cancellationToken)
    {
        if (widenedOn != best.Id)
        {
            remembered = await parts.Memory.FindAsync(best, 2, cancellationToken);
            (widenedOn, rounds, lessons) = (best.Id, 0, Lessons(null));
        }

        // The first of its rounds has number 0: so many before it were in vain.
        var reflection = options.Reflect > 0 && rounds++ == options.Reflect ? await ReflectAsync(session, best, cancellationToken) : null;
        try
        {
            if (!session.Best.Verdict.Passed)
            {
                await session.StepAllAsync(await StepsAsync(session, cancellationToken), cancellationToken);
            }
        }
        finally
        {
            if (reflection is not null)
            {
                var outcome = session.Best.Verdict.Passed ? ReflectionOutcome.Solved : session.Best.Value > best.Value ? ReflectionOutcome.Better : ReflectionOutcome.Same;
                await parts.Memory.AddAsync(reflection, outcome, CancellationToken.None);
            }
        }

        await ChooseAsync(session, cancellationToken);
    }

    private async Task<List<Step>> StepsAsync(Session session, CancellationToken cancellationToken)
    {
        var steps = new List<Step>();
        var promising = new Queue<Node>(MostPromising.Of(session, options.Width));
        for (var i = 0; i < options.Width; i++, drawn++)
        {
            steps.Add(drawn % 2 == 0 && promising.TryDequeue(out var node)
                ? evidence.Step(session, node, await evidence.GatherAsync(session, node, lessons, cancellationToken), drawn)
                : parts.Model!.Step(session, session.Root, "solve", null, AutoStrategy.Sample(drawn)));
        }

        return steps;
    }

    /// <returns>Null where it was tried and is of no use.</returns>
    private async Task<Reflection?> ReflectAsync(Session session, Node best, CancellationToken cancellationToken)
    {
        var text = await parts.Model!.AskAsync(session, best, "reflexion-reflect", Moves.Values(), Ask.Usual, cancellationToken);
        session.Note("reflection", best, text);
        var shown = Lessons(text);
        if (best.Parent is not null && await repair.TryAsync(session, best, "auto-refine", await evidence.GatherAsync(session, best, shown, cancellationToken), ["reflection"], cancellationToken) is { Accepted: false })
        {
            return null;
        }

        lessons = shown;
        return Reflection.On(session.Problem.Id, best, text);
    }

    /// <param name="latest">Null where there is none.</param>
    private string Lessons(string? latest) => string.Join("\n", remembered.Select(r => r.Text).Append(latest).OfType<string>().Select(t => $"- {t}"));

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
}
