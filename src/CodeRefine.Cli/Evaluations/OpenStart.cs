using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;

namespace CodeRefine.Cli.Evaluations;

/// <summary>
/// Says of starting sources that only hold the place for an answer that they are none: where a strategy is shown no check, they would otherwise pass everything
/// that it sees.
/// </summary>
internal sealed class OpenStart(IBuilder builder, SourceTree start, string path, string method) : IBuilder
{
    public Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) =>
        candidate.Hash == start.Hash ? Task.FromResult<BuildResult>(Unanswered()) : builder.BuildAsync(problem, candidate, cancellationToken);

    public Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) => builder.BuildForHangAsync(problem, candidate, cancellationToken);

    private BuildResult.Failure Unanswered() => new()
    {
        Part = FailedPart.Candidate,
        Diagnostics = [new BuildDiagnostic("CS0501", DiagnosticSeverity.Error, $"'{method}' must declare a body: it is not written yet", path, 1, 1, 1, 1)],
    };
}
