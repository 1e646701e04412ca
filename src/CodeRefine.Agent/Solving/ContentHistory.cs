using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Solving;

/// <summary>Keeps nothing, and names nodes as a real history does: the same content under the same parent has the same id. For runs whose outcome alone is wanted.</summary>
public sealed class ContentHistory : IHistory
{
    public Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{draft.ParentId}\n{draft.Attempt}\n{draft.Tree.Hash}");
        return Task.FromResult(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..40]);
    }
}
