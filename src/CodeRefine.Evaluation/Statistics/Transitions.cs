namespace CodeRefine.Evaluation.Statistics;

/// <summary>What became of answers after a critique, as RealCritic counts it (Tang et al., arXiv 2501.14492).</summary>
/// <param name="Kept">Right before, right after.</param>
/// <param name="Lost">Right before, wrong after.</param>
/// <param name="Gained">Wrong before, right after.</param>
/// <param name="Stuck">Wrong before, wrong after.</param>
public sealed record Transitions(int Kept, int Lost, int Gained, int Stuck)
{
    public int Total => Kept + Lost + Gained + Stuck;

    public Transitions With(bool before, bool after) => (before, after) switch
    {
        (true, true) => this with { Kept = Kept + 1 },
        (true, false) => this with { Lost = Lost + 1 },
        (false, true) => this with { Gained = Gained + 1 },
        _ => this with { Stuck = Stuck + 1 },
    };

    public static Transitions operator +(Transitions a, Transitions b) => new(a.Kept + b.Kept, a.Lost + b.Lost, a.Gained + b.Gained, a.Stuck + b.Stuck);

    public static Transitions Sum(IEnumerable<Transitions> all) => all.Aggregate(new Transitions(0, 0, 0, 0), (sum, one) => sum + one);
}
