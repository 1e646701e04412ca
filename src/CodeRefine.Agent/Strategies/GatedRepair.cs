using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies;

/// <summary>A repair by a critique that the model wrote. Where there is a gate, the critique is shown only after it helped a student; else unseen.</summary>
internal sealed class GatedRepair(ChatStation model, CritiqueGate? gate)
{
    /// <param name="critique">Which of <paramref name="extras"/> are the critique: left out where the gate drops it.</param>
    /// <exception cref="Core.Budgets.BudgetExhaustedException">The budget did not suffice for the trials, or for the repair.</exception>
    public async Task<Repaired> RepairAsync(Session session, Node at, string template, IReadOnlyDictionary<string, string> extras, IReadOnlyCollection<string> critique, Ask ask, CancellationToken cancellationToken)
    {
        var tried = await TryAsync(session, at, template, extras, critique, cancellationToken);
        if (tried is { Best.Verdict.Passed: true })
        {
            return new Repaired(tried.Best, tried.Accepted);
        }

        var isUsed = tried?.Accepted != false;
        var shown = isUsed ? extras : extras.Where(e => !critique.Contains(e.Key)).ToDictionary(StringComparer.Ordinal);
        return Better(tried, at, await session.StepAsync(model.Step(session, at, template, shown, ask), cancellationToken));
    }

    /// <returns>Null where there is no gate, or no critique to be tried.</returns>
    public async Task<GateResult?> TryAsync(Session session, Node at, string template, IReadOnlyDictionary<string, string> extras, IReadOnlyCollection<string> critique, CancellationToken cancellationToken) =>
        gate is not null && critique.Any(c => extras.GetValueOrDefault(c) is { Length: > 0 }) ? await gate.TryAsync(session, at, template, extras, critique, cancellationToken) : null;

    /// <summary>What a round came to: what the model made, unless a student's repair is better.</summary>
    public static Repaired Better(GateResult? tried, Node at, Expansion? made)
    {
        var next = Moves.After(made, at);
        return new Repaired(tried is not null && tried.Best.Value > next.Value ? tried.Best : next, tried?.Accepted != false);
    }
}

/// <param name="Node">What came of it: where the strategy stands now.</param>
/// <param name="Used">The critique was shown, for want of a gate or because it passed it.</param>
internal readonly record struct Repaired(Node Node, bool Used);
