using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Instrument.Tracing;

namespace CodeRefine.Roslyn.Compile;

public sealed partial class RoslynBuilder
{
    /// <summary>Builds the candidate so that it writes down its steps. The checks stay as they are.</summary>
    /// <returns>Null where the candidate does not build, or not with probes in it within the deadline.</returns>
    internal async Task<(BuildResult.Success Build, TraceMap Map)?> BuildTracedAsync(Problem problem, SourceTree candidate, TraceOptions trace, CancellationToken cancellationToken)
    {
        if (await BuildAsync(problem, candidate, cancellationToken) is not BuildResult.Success plain)
        {
            return null;
        }

        try
        {
            return await OnCompilerThread(
                token =>
                {
                    var warm = Warm(problem, token);
                    return TraceInstrumenter.Build(warm.Candidate(candidate, token), plain, trace, warm.Generated, token);
                },
                cancellationToken);
        }
        catch (TimeoutException)
        {
            // A trace is an aid: a source that takes the compiler too long with probes goes without.
            return null;
        }
    }
}
