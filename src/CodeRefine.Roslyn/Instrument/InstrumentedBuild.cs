using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>A candidate that watches its own steps, with the checks as they are.</summary>
/// <param name="Probes">By probe index, as <c>CheckResult.Coverage</c> reports them; empty without coverage.</param>
public sealed record InstrumentedBuild(BuildResult.Success Build, ImmutableArray<ProbeSite> Probes);

/// <summary>A statement that a probe stands before.</summary>
/// <param name="Path">Path in the source tree.</param>
/// <param name="Span">The statement in the text as it was before probes came in.</param>
/// <param name="Line">From 1.</param>
public sealed record ProbeSite(string Path, TextSpan Span, int Line);
