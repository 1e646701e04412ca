using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating.History;

/// <summary>The commits that lead to a base, newest first: ancestors only, so that nothing of a later fix is among them.</summary>
internal sealed record PastCommits(ImmutableArray<CommitFacts> Commits)
{
    /// <summary>Commits that are read.</summary>
    public const int Most = 3_000;

    /// <summary>A commit that touches more is a move or a reformatting.</summary>
    public const int MostFiles = 30;

    public static PastCommits None { get; } = new([]);

    /// <param name="commit">The base; HEAD for a working tree.</param>
    public static async Task<PastCommits> ReadAsync(GitReader git, string commit, CancellationToken cancellationToken)
    {
        // A clone without some trees, or an unborn HEAD, has no past to tell: the other signals go on.
        var result = await git.TryAsync(cancellationToken, "log", "--no-merges", "--name-only", "--no-renames", "--diff-filter=AM", "-z", string.Create(CultureInfo.InvariantCulture, $"--max-count={Most}"), "--format=%x01%H%x02%B%x02", "--end-of-options", commit);
        return result.Succeeded ? new([.. result.Output.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<CommitFacts>()]) : None;
    }

    private static CommitFacts? Parse(string record)
    {
        var parts = record.Split('\u0002');
        return parts.Length < 3 ? null : new CommitFacts(
            parts[0],
            parts[1].Trim(),
            [.. parts[2].Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim('\n')).Where(p => p.Length > 0)]);
    }
}
