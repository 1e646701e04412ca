using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Evidence;

/// <summary>Builds candidates that write down their own steps. Safe for concurrent calls.</summary>
public interface ITracer
{
    /// <param name="hangs">The check to trace is known not to end: it is stopped after fewer steps. One that ends is given its time.</param>
    /// <returns>Null where the candidate does not build, or not with probes in it.</returns>
    Task<TraceSubject?> BuildAsync(Problem problem, SourceTree candidate, bool hangs, CancellationToken cancellationToken);
}

/// <summary>A candidate with probes: to be run with <see cref="CheckRun.CollectTrace"/>, one check at a time.</summary>
public abstract class TraceSubject
{
    public abstract BuildResult.Success Build { get; }

    /// <summary>Probes take their time: longer than the problem's own.</summary>
    public abstract Limits Limits { get; }

    /// <summary>Makes a trace of what was reported. Text from inside the sandbox is bounded and doubted; what can't be read is left out.</summary>
    /// <returns>Null where the run reported no step.</returns>
    public abstract ExecutionTrace? Read(CheckResult result, HostEnd end);
}
