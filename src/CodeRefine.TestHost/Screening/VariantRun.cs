using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>Runs one variant's checks: what failed before first, then, where that helped, what passed before, up to the first that breaks.</summary>
internal sealed class VariantRun(ScreenSubject subject, ScreenPlan plan)
{
    private readonly Dictionary<int, ScreenCheck> checks = subject.Checks.ToDictionary(c => c.Index);

    public VariantOutcome Run(ScreenTask variant)
    {
        subject.Begin(variant.Switches);
        using var fixtures = new Fixtures();
        var (gain, further, all) = (0.0, false, true);
        var given = 0;
        var order = plan.Orders[variant.Order];
        foreach (var check in Of(order, failing: true))
        {
            var green = 0;
            for (var i = 0; i < check.Cases.Count && given < plan.GiveUpAfter; i++)
            {
                if (!check.Ground[i].Passed)
                {
                    var result = subject.Run(check.Cases[i], fixtures, place: true);
                    green += result.Passed ? 1 : 0;
                    further |= !result.Passed && result.Place > check.Ground[i].Place;
                    given += result.Passed || gain > 0 || green > 0 ? 0 : 1;
                    all &= result.Passed;
                }
            }

            gain += (double)green / check.Cases.Count;
        }

        var broken = gain > 0 || further ? FirstBroken(order, fixtures) : null;
        return new VariantOutcome(variant.Id, all && gain > 0 && broken is null, Math.Round(gain, 6), further, broken);
    }

    private int? FirstBroken(int[] order, Fixtures fixtures)
    {
        foreach (var check in Of(order, failing: true).Concat(Of(order, failing: false)))
        {
            for (var i = 0; i < check.Cases.Count; i++)
            {
                if (check.Ground[i].Passed && !subject.Run(check.Cases[i], fixtures, place: false).Passed)
                {
                    return check.Index;
                }
            }
        }

        return null;
    }

    private IEnumerable<ScreenCheck> Of(int[] order, bool failing)
    {
        foreach (var index in order)
        {
            if (checks.TryGetValue(index, out var check) && check.Failing == failing)
            {
                yield return check;
            }
        }
    }
}
