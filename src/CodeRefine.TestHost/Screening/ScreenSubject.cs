using System.Globalization;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Plain;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>A loaded candidate with its variants, and the checks that can be called on it.</summary>
internal sealed class ScreenSubject : IDisposable
{
    private readonly StaticState state;
    private readonly AllocationWatch watch;

    private ScreenSubject(SwitchProbe probe, List<ScreenCheck> checks, StaticState state)
    {
        Probe = probe;
        Checks = checks;
        this.state = state;
        watch = new AllocationWatch(probe);
    }

    public SwitchProbe Probe { get; }
    public List<ScreenCheck> Checks { get; }

    /// <returns>Null where the candidate holds no variants.</returns>
    public static ScreenSubject? Of(LoadedImages images, HostJob job, ScreenPlan plan)
    {
        if (SwitchProbe.Find(images.Candidate) is not { } probe)
        {
            return null;
        }

        probe.Limit(Ground.FirstSteps, Ground.FirstDepth);
        var state = new StaticState(images.Candidate, images.Checks);
        return new ScreenSubject(probe, job.Framework == JobFramework.Plain ? new PlainCatalogue(images.Checks).Find(job.Expected, plan) : new CheckCatalogue(images.Checks, plan).Find(job.Expected), state);
    }

    /// <summary>All is as it was before the first variant, and these switches are on.</summary>
    public void Begin(ReadOnlySpan<int> switches)
    {
        state.Restore();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        Quiet.Hush();
        Probe.Set(switches);
    }

    public CaseResult Run(IScreenCase what, Fixtures fixtures, bool place)
    {
        watch.Begin();
        return what.Run(fixtures, place);
    }

    /// <summary>What one case may allocate from now on.</summary>
    public void Allow(long heaviestCase) => watch.Allow(heaviestCase);

    public void Dispose() => watch.Dispose();
}
