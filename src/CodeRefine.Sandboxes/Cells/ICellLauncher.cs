using CodeRefine.Core.Checks;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Starts cells of one kind.</summary>
public interface ICellLauncher : IAsyncDisposable
{
    /// <summary><c>docker</c>, <c>bubblewrap</c> or <c>none</c>.</summary>
    string Name { get; }

    /// <summary>Does what is needed once before the first cell: builds a missing image, clears away what killed runs left.</summary>
    /// <exception cref="SandboxException">It can't be done.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Starts a cell. Whether its supervisor is well shows in what it says.</summary>
    /// <exception cref="SandboxException">It does not start.</exception>
    Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken);
}
