using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Compile;

public sealed partial class RoslynBuilder
{
    public async Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken) =>
        await BuildAsync(problem, candidate, cancellationToken) as BuildResult.Success;
}
