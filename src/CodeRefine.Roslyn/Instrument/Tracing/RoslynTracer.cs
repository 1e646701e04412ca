using CodeRefine.Core.Evidence;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Traces candidates with probes that the compiler puts in; needs no model.</summary>
public sealed class RoslynTracer(RoslynBuilder builder) : ITracer
{
    /// <summary>Steps of a check that is known not to end: more than loops before the endless one take.</summary>
    private const long HangSteps = 250_000;

    /// <summary>Probes slow a check down; one that ends by itself is given this many times its time.</summary>
    private const int Slower = 3;

    private const int Depth = 2_000;

    public async Task<TraceSubject?> BuildAsync(Problem problem, SourceTree candidate, bool hangs, CancellationToken cancellationToken)
    {
        var time = problem.Limits.CheckTime;
        var options = hangs
            ? new TraceOptions(HangSteps, Depth, time * 2, Hangs: true)
            : new TraceOptions(long.MaxValue / 2, Depth, time * (Slower - 0.5), Hangs: false);
        var limits = problem.Limits with { CheckTime = time * Slower, TotalTime = problem.Limits.TotalTime + (time * Slower) };
        return await builder.BuildTracedAsync(problem, candidate, options, cancellationToken) is var (build, map) ? new TracedCandidate(build, map, limits) : null;
    }
}
