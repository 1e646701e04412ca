using System.Globalization;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Repositories.Fixing;

/// <summary>Where the fault may be, by what the issue says, what fails and how: it orders the projects that are tried and the files of prompts.</summary>
public sealed class FixLocator(Locator locator, string root)
{
    private const int MostTests = 10, MostFiles = 10, MembersShown = 5;

    /// <summary>Reads what the base commit and its past say; with uncommitted changes, the run's copy.</summary>
    public static async Task<FixLocator> OpenAsync(Checkout checkout, bool includeDirty, CancellationToken cancellationToken) => new(
        includeDirty
            ? await Locator.OpenAsync(checkout.Folder, null, cancellationToken)
            : await Locator.OpenAsync(checkout.Origin.WorkTree ?? checkout.Origin.GitFolder, checkout.BaseCommit, cancellationToken),
        checkout.Folder);

    /// <returns>Null where there is nothing to go by.</returns>
    public Location? Locate(string? issue, IReadOnlyCollection<TestOutcome> wanted)
    {
        var failures = string.Join("\n\n", wanted.Take(MostTests).Select(w => $"{w.Message}\n{w.Stack}")).Replace(root + "/", "", StringComparison.Ordinal);
        var request = new LocateRequest { Issue = $"{issue}\n\n{failures}".Trim(), FailingTests = [.. wanted.Take(MostTests).Select(w => w.Id.Replace('+', '.'))], Top = MostFiles };
        return request.Issue.Length == 0 && request.FailingTests.IsEmpty ? null : locator.Locate(request);
    }

    /// <summary>The most likely members, a line each, for a prompt.</summary>
    public static string Words(Location location) => string.Join('\n', location.Members.Take(MembersShown)
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"- `{m.Path}` lines {m.FirstLine} to {m.LastLine}: `{m.Name}`")));
}
