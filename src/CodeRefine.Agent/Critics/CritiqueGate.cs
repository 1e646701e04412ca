using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Critics;

/// <summary>
/// Whether a model's critique is worth anything, measured: a student repairs the candidate some times without it (n1) and as often with it (n2), and the critique stands where
/// it helped. After Phung et al., "Automating Human Tutor-Style Programming Feedback: Leveraging GPT-4 Tutor Model for Hint Generation and GPT-3.5 Student Model for Hint
/// Validation", arXiv 2310.03780.
/// </summary>
/// <remarks>
/// The rule is the paper's: accepted where n2 ≥ n1, and either n2/n ≥ 0.5 or (n2 − n1)/n ≥ 0.25. Deviations: a repair counts where it scores higher than the candidate, not
/// only where it passes, since a passing one ends the search anyway; n is an option (10 there); and every repair is an attempt of the run, drawn from its budget and kept as a
/// node, so that nothing that was paid for is lost.
/// </remarks>
/// <param name="student">The model that repairs: a weaker one, or the same.</param>
/// <param name="trials">n, from 1.</param>
public sealed class CritiqueGate(ChatStation student, int trials, double temperature = 0.7)
{
    /// <summary>Whose proposals the trials' are in a journal. No prompt tells of them as tried: the student's failures are not the model's.</summary>
    public const string ProposerName = "student";

    /// <param name="template">Of the repairs: the same with and without the critique.</param>
    /// <param name="extras">What the template is shown.</param>
    /// <param name="critique">Which of <paramref name="extras"/> are the critique, and left out where it is not shown.</param>
    /// <exception cref="Core.Budgets.BudgetExhaustedException">The budget did not suffice for all trials.</exception>
    public async Task<GateResult> TryAsync(Session session, Node at, string template, IReadOnlyDictionary<string, string> extras, IReadOnlyCollection<string> critique, CancellationToken cancellationToken)
    {
        var without = extras.Where(e => !critique.Contains(e.Key)).ToDictionary(StringComparer.Ordinal);
        var plain = Enumerable.Range(0, trials).Select(i => Trial(session, at, template, without, i));
        var hinted = Enumerable.Range(trials, trials).Select(i => Trial(session, at, template, extras, i));
        var made = await session.StepAllAsync([.. plain, .. hinted], cancellationToken);
        var reached = made.Select(m => Moves.After(m, at)).ToList();
        var result = new GateResult(trials, reached.Take(trials).Count(n => n.Value > at.Value), reached.Skip(trials).Count(n => n.Value > at.Value), reached.MaxBy(n => n.Value)!);
        session.Note("critique gate", at, result.ToString());
        return result;
    }

    private Step Trial(Session session, Node at, string template, IReadOnlyDictionary<string, string> extras, int trial) =>
        student.Step(session, at, template, extras, new Ask(trial, (float)temperature), ProposerName);
}

/// <param name="Trials">n, of each kind.</param>
/// <param name="Without">n1, repairs without the critique that scored higher.</param>
/// <param name="With">n2, repairs with it that did.</param>
/// <param name="Best">What the trials came to: a node that scored highest, or the candidate itself.</param>
public sealed record GateResult(int Trials, int Without, int With, Node Best)
{
    public bool Accepted => Accepts(Trials, Without, With);

    public static bool Accepts(int n, int n1, int n2) => n2 >= n1 && (2 * n2 >= n || 4 * (n2 - n1) >= n);

    public override string ToString() => $"The critique is {(Accepted ? "kept" : "dropped")}: {With} of {Trials} repairs with it scored higher, {Without} of {Trials} without.";
}
