using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Instrument;

namespace CodeRefine.Roslyn.Compile;

public sealed partial class RoslynBuilder
{
    public async Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken)
    {
        var half = problem.Limits.CheckTime / 2;
        var limits = InstrumentOptions.Default with { StepLimit = options.HangSteps, TimeLimit = half < options.HangTime ? half : options.HangTime };
        return (await BuildInstrumentedAsync(problem, candidate, limits, cancellationToken))?.Build;
    }

    /// <summary>Builds the candidate with step and depth budgets, and with coverage probes where asked for. The checks stay as they are.</summary>
    /// <returns>Null where the candidate does not build, or not with probes in it.</returns>
    public async Task<InstrumentedBuild?> BuildInstrumentedAsync(Problem problem, SourceTree candidate, InstrumentOptions instrument, CancellationToken cancellationToken)
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
                    return Instrumenter.Build(warm.Candidate(candidate, token), plain, instrument, warm.Generated, token);
                },
                cancellationToken);
        }
        catch (TimeoutException)
        {
            // Probes are an aid: a source that takes the compiler too long with them goes without.
            return null;
        }
    }
}
