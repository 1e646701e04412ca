using CodeRefine.Core.Search;

namespace CodeRefine.Cli.Wiring;

/// <summary>For commands that make no node.</summary>
internal sealed class NoHistory : IHistory
{
    public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken) => throw new InvalidOperationException("This command keeps no history.");
}
