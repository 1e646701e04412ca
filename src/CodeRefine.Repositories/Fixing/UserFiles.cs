using CodeRefine.Core;

namespace CodeRefine.Repositories.Fixing;

/// <summary>Where the user asks for it: the result in the user's working tree, or as a branch of the user's repository.</summary>
public static class UserFiles
{
    /// <summary>Writes the changed files into the working tree. Every file must be as the run found it: nothing of the user's is overwritten.</summary>
    /// <exception cref="UserErrorException">A file was changed since, or there is no working tree.</exception>
    public static async Task ApplyAsync(FixResult result, CancellationToken cancellationToken)
    {
        var candidate = result.Candidate ?? throw new InvalidOperationException("There is nothing to apply.");
        var root = result.Checkout.Origin.WorkTree ?? throw new UserErrorException("--apply needs a working tree, and the repository is bare: use the patch file.");
        foreach (var path in candidate.Changed.Keys)
        {
            var full = Path.Combine(root, path);
            if (Links(root, full))
            {
                throw new UserErrorException($"--apply: {path} is reached through a symbolic link in {root}, and nothing is written through it: apply the patch file by hand.");
            }

            var was = await result.Checkout.Git.TryAsync(cancellationToken, "cat-file", "blob", $"{result.Checkout.RootCommit}:{path}");
            var onDisk = File.Exists(full) ? await File.ReadAllBytesAsync(full, cancellationToken) : null;
            var read = result.Repository.Sources.TryGet(path, out var file) ? Core.Problems.SourceBytes.Encode(file) : null;
            if (!(read is null && !was.Succeeded ? onDisk is null : onDisk is not null && read is not null && onDisk.AsSpan().SequenceEqual(read)))
            {
                throw new UserErrorException($"--apply: {path} in {root} is not as it is at the base commit: commit or stash your changes, or apply the patch file by hand with `git apply`.");
            }
        }

        foreach (var (path, bytes) in candidate.Changed)
        {
            var full = Path.Combine(root, path);
            if (bytes is null)
            {
                File.Delete(full);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(full)!);

            // In place, so that the file keeps its permissions.
            await File.WriteAllBytesAsync(full, bytes, cancellationToken);
        }
    }

    /// <summary>Makes a branch with one commit upon the base commit; the working tree, the index and the branch in use stay as they are.</summary>
    /// <returns>The commit.</returns>
    public static Task<string> CommitAsync(FixResult result, string branch, string message, CancellationToken cancellationToken) =>
        new ResultPatch(result.Checkout, result.Candidate!.Changed).CommitToAsync(result.Checkout.Origin, branch, message, cancellationToken);

    private static bool Links(string root, string full)
    {
        for (var at = full; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
