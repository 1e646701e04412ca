using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Suites.SweBench;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Evaluation.Locating;

/// <summary>Where cases come from.</summary>
public static class LocateCases
{
    private const int MostFiles = 4;
    private const int FewestWords = 4;

    /// <summary>Rows of a SWE-bench-shaped file; the files of their reference patches are the answers.</summary>
    public static ImmutableArray<LocateCase> From(IEnumerable<SweRow> rows) =>
        [.. rows.Select(r => new LocateCase(r.Instance.Id, r.Instance.BaseCommit, r.Instance.Statement, DiffPaths.Changed(r.Reference.Patch)))];

    /// <summary>
    /// A repository's own past: the message of a commit that changed sources and tests together is the issue, the sources are the answer, the parent the base.
    /// Messages tell more of a change than issues do (they are written after it): figures of this kind compare versions of the ranking, not tools.
    /// </summary>
    /// <param name="count">Cases at most, the newest.</param>
    /// <exception cref="UserErrorException">There is no repository, or no such commit in it.</exception>
    public static async Task<ImmutableArray<LocateCase>> FromHistoryAsync(string repository, int count, CancellationToken cancellationToken)
    {
        var cases = ImmutableArray.CreateBuilder<LocateCase>();
        foreach (var change in await PastChanges.ReadAsync(repository, cancellationToken))
        {
            var sources = change.Changed.Where(p => PastChanges.IsSource(p)).ToImmutableArray();
            var words = change.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (cases.Count < count && sources.Length is > 0 and <= MostFiles && change.Changed.Any(PastChanges.IsTest) && words >= FewestWords)
            {
                cases.Add(new LocateCase(change.Id[..10], string.Create(CultureInfo.InvariantCulture, $"{change.Id}~1"), change.Message, sources));
            }
        }

        return cases.ToImmutable();
    }
}
