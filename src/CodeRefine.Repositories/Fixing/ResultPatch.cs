using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Checkouts;

namespace CodeRefine.Repositories.Fixing;

/// <summary>A run's result as git has it: the base's tree with the changed files in it.</summary>
/// <param name="Changed">Paths with their new content; null for a file that is gone.</param>
internal sealed record ResultPatch(Checkout Checkout, ImmutableSortedDictionary<string, byte[]?> Changed)
{
    /// <param name="before">The files as they were read.</param>
    public static ResultPatch Between(Checkout checkout, SourceTree before, SourceTree after)
    {
        var changed = ImmutableSortedDictionary.CreateBuilder<string, byte[]?>(StringComparer.Ordinal);
        foreach (var path in before.Paths.Union(after.Paths, StringComparer.Ordinal))
        {
            var old = before.TryGet(path, out var was) ? was : null;
            var now = after.TryGet(path, out var becomes) ? becomes : null;
            if (old != now)
            {
                changed[path] = now is null ? null : SourceBytes.Encode(now);
            }
        }

        return new ResultPatch(checkout, changed.ToImmutable());
    }

    /// <summary>The patch as <c>git apply</c> takes it, and the tree that it leads to in the run's own repository.</summary>
    public async Task<(string Text, string Tree)> DiffAsync(CancellationToken cancellationToken)
    {
        var tree = await TreeAsync(Checkout.Git, Checkout.RootCommit, cancellationToken);
        var diff = await Checkout.Git.RunAsync(cancellationToken, "diff", "--no-color", "--no-ext-diff", "--no-renames", "--binary", "--full-index", Checkout.RootCommit, tree);
        return (diff.Output, tree);
    }

    /// <summary>Makes a branch in the user's repository: one commit upon the base commit. Working tree, index and the branch in use stay as they are.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> CommitToAsync(UserRepository repository, string branch, string message, CancellationToken cancellationToken)
    {
        var tree = await TreeAsync(repository.Git, Checkout.BaseCommit, cancellationToken);
        var commit = (await repository.Git.RunAsync(Encoding.UTF8.GetBytes(message), cancellationToken, "commit-tree", tree, "-p", Checkout.BaseCommit, "-F", "-")).Output.Trim();
        await repository.Git.RunAsync(cancellationToken, "update-ref", $"refs/heads/{branch}", commit, new string('0', commit.Length));
        return commit;
    }

    private async Task<string> TreeAsync(Git git, string commit, CancellationToken cancellationToken)
    {
        // Line endings are stored as the attributes in the tree want; those are read from the index where a working tree has none, as an empty one.
        var empty = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Checkout.Work)!, "empty")).FullName;
        var index = Path.Combine(Path.GetDirectoryName(Checkout.Work)!, $"index-{Guid.NewGuid():n}");
        try
        {
            var own = git with { Index = index, WorkTree = empty };
            await own.RunAsync(cancellationToken, "read-tree", commit);
            foreach (var (path, bytes) in Changed)
            {
                if (bytes is null)
                {
                    await own.RunAsync(cancellationToken, "update-index", "--force-remove", "--", path);
                    continue;
                }

                var mode = (await own.RunAsync(cancellationToken, "ls-files", "--stage", "--", path)).Output is { Length: > 6 } entry ? entry[..6] : "100644";
                var blob = (await own.RunAsync(bytes, cancellationToken, "hash-object", "-w", "--stdin", "--path", path)).Output.Trim();
                await own.RunAsync(cancellationToken, "update-index", "--add", "--cacheinfo", $"{mode},{blob},{path}");
            }

            return await own.LineAsync(cancellationToken, "write-tree");
        }
        finally
        {
            File.Delete(index);
        }
    }
}
