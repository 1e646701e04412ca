using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Search;

namespace CodeRefine.Cli.Evaluations;

/// <summary>Names an attempt's nodes; the run's journal keeps their sources, so that a hundred thousand attempts need no repository.</summary>
internal sealed class AttemptHistory : IHistory
{
    public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken) =>
        Task.FromResult(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.ParentId}\n{draft.Tree.Hash}")))[..40]);
}
