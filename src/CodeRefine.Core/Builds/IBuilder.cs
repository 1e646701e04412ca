using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Builds;

/// <summary>Compiles candidates of one problem, warm from one call to the next. Safe for concurrent calls.</summary>
public interface IBuilder
{
    /// <summary>Compiles <paramref name="candidate"/> and the problem's visible checks.</summary>
    Task<BuildResult> BuildAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken);

    /// <summary>Compiles with a step budget at loop heads and method entries: what hangs then throws at the place where it hangs. Null where the candidate does not compile so.</summary>
    Task<BuildResult.Success?> BuildForHangAsync(Problem problem, SourceTree candidate, CancellationToken cancellationToken);
}
