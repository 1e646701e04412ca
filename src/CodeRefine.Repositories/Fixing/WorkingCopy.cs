using System.Collections.Immutable;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

/// <summary>A run's copy of the repository, and what is in it beside the base: a search builds on what the last build left there.</summary>
public sealed class WorkingCopy(ISdk sdk, Checkout checkout, RepositoryTests tests)
{
    private bool changed;

    /// <summary>Writes the base with these changes and nothing else; what was built before is out of date then.</summary>
    public async Task WriteAsync(ImmutableSortedDictionary<string, byte[]?> files, CancellationToken cancellationToken)
    {
        changed = true;
        await CheckoutFiles.WriteAsync(checkout, files, cancellationToken);
        await sdk.OwnAsync(checkout.Work, cancellationToken);
    }

    /// <summary>Back to the base, files and builds: where it was left so, nothing is done.</summary>
    /// <param name="kept">Files that belong to it from now on: a test that was written for the run.</param>
    public async Task RestoreAsync(CancellationToken cancellationToken, ImmutableSortedDictionary<string, byte[]?>? kept = null)
    {
        if (changed)
        {
            await WriteAsync(kept ?? ImmutableSortedDictionary<string, byte[]?>.Empty, cancellationToken);
            await tests.BuildAsync(null, cancellationToken);
            changed = false;
        }
    }
}
