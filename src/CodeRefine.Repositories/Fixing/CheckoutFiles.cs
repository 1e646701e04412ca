using System.Collections.Immutable;
using CodeRefine.Repositories.Checkouts;

namespace CodeRefine.Repositories.Fixing;

/// <summary>Puts a run's copy into the state that is to be judged: the base's files, whatever tests or builds wrote over them, with the run's changes and nothing else.</summary>
internal static class CheckoutFiles
{
    public static async Task WriteAsync(Checkout checkout, ImmutableSortedDictionary<string, byte[]?> changed, CancellationToken cancellationToken)
    {
        await ResetAsync(checkout, cancellationToken);
        foreach (var (path, bytes) in changed)
        {
            Put(checkout, path, bytes);
        }
    }

    /// <summary>Every file of the base as it was, and none beside them but what builds leave in <c>bin</c> and <c>obj</c>.</summary>
    public static async Task ResetAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var git = checkout.Git with { WorkTree = checkout.Folder, Index = checkout.GitFolder + "/index" };

        // Only files that are not as they were are written: the others keep their times, and builds what they made of them.
        await git.TryAsync(cancellationToken, "update-index", "-q", "--refresh");
        await git.RunAsync(cancellationToken, "checkout-index", "--all", "--force", "--quiet");
        await git.RunAsync(cancellationToken, "clean", "-fdq", "-e", "bin", "-e", "obj");
    }

    /// <summary>Never through a link, which the repository's own code may have put there.</summary>
    private static void Put(Checkout checkout, string path, byte[]? bytes)
    {
        var full = Path.GetFullPath(Path.Combine(checkout.Folder, path));
        if (!full.StartsWith(checkout.Folder + "/", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} leads out of the checkout.");
        }

        for (var folder = Path.GetDirectoryName(full)!; folder.Length > checkout.Folder.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                Directory.Delete(folder);
            }
        }

        File.Delete(full);
        if (bytes is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }
    }
}
