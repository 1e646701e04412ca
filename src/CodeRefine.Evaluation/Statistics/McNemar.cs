namespace CodeRefine.Evaluation.Statistics;

/// <summary>The exact test of McNemar, Psychometrika 1947, for two runs on the same tasks: are the tasks that only one of them solves split as a fair coin would?</summary>
/// <param name="Both">Tasks that both solve.</param>
/// <param name="OnlyFirst">Tasks that the first alone solves.</param>
/// <param name="Neither">Tasks that none solves.</param>
/// <param name="PValue">Two-sided, exact binomial; 1 where no task tells the two apart.</param>
public sealed record McNemar(int Both, int OnlyFirst, int OnlySecond, int Neither, double PValue)
{
    public static McNemar Of(IEnumerable<(bool First, bool Second)> pairs)
    {
        int both = 0, first = 0, second = 0, neither = 0;
        foreach (var pair in pairs)
        {
            _ = pair switch
            {
                (true, true) => both++,
                (true, false) => first++,
                (false, true) => second++,
                _ => neither++,
            };
        }

        return new(both, first, second, neither, TwoSided(first, second));
    }

    /// <summary>Twice the smaller tail of Binomial(<paramref name="a"/> + <paramref name="b"/>, ½), at most 1; in logarithms, so that any count fits.</summary>
    public static double TwoSided(int a, int b)
    {
        var trials = a + b;
        var term = -trials * Math.Log(2);
        var tail = 0.0;
        for (var i = 0; i <= Math.Min(a, b); i++)
        {
            tail += Math.Exp(term);
            term += Math.Log(trials - i) - Math.Log(i + 1);
        }

        return Math.Min(1, 2 * tail);
    }
}
