using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Instrument;
using CodeRefine.Roslyn.Instrument.Schemata;
using CodeRefine.Roslyn.Repair;

namespace CodeRefine.Roslyn.Compile;

public sealed partial class RoslynBuilder
{
    /// <summary>Builds the candidate once with all edits in it, each to be switched on while it runs, and with step and depth budgets.</summary>
    /// <param name="edits">Single edits of this candidate, most promising first: where there are too many, the last are left for a build of their own.</param>
    /// <returns>Null where the candidate does not build, or not in this form within the deadline.</returns>
    public async Task<SchemataBuild?> BuildSchemataAsync(Problem problem, SourceTree candidate, IReadOnlyList<CandidateEdit> edits, InstrumentOptions instrument, CancellationToken cancellationToken)
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
                    return new SchemataCompiler(problem, warm.Candidate(candidate, token), instrument, warm.Generated, token).Build(edits, plain);
                },
                cancellationToken);
        }
        catch (TimeoutException)
        {
            // Edits can be built one by one as well.
            return null;
        }
    }
}
