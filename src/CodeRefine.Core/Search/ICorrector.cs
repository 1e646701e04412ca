using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Search;

/// <summary>Mends candidates that do not compile, whoever proposed them, before a critique is written or anyone is asked.</summary>
public interface ICorrector
{
    /// <summary>Ways in which the candidate compiles, the likeliest first; none where none was found within its bounds. The same candidate gives the same ways.</summary>
    Task<ImmutableArray<Correction>> CorrectAsync(Problem problem, SourceTree candidate, BuildResult.Failure failure, CancellationToken cancellationToken);
}

/// <summary>One way in which a candidate compiles.</summary>
/// <param name="Patch">From the candidate as it was proposed to the mended one.</param>
/// <param name="Steps">What was done, in order, a line each.</param>
/// <param name="Mends">The kind of bug that the candidate's first error was.</param>
public sealed record Correction(Patch Patch, ImmutableArray<string> Steps, TaxonomyKind Mends)
{
    /// <summary>The proposer's name of the nodes that come of corrections.</summary>
    public const string Proposer = "tool-correction";
}
