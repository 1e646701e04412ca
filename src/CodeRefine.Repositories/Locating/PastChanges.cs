using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Repositories.Locating.History;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating;

/// <summary>A commit as a question with a known answer.</summary>
/// <param name="Changed">Files that it changed or added.</param>
public sealed record PastChange(string Id, string Message, ImmutableArray<string> Changed);

/// <summary>What a repository's commits changed, newest first.</summary>
public static class PastChanges
{
    /// <exception cref="UserErrorException">There is no repository.</exception>
    public static async Task<ImmutableArray<PastChange>> ReadAsync(string repository, CancellationToken cancellationToken)
    {
        var git = Directory.Exists(repository) ? await GitReader.FindAsync(repository, cancellationToken) : null;
        if (git is null)
        {
            throw new UserErrorException($"{repository} is no git repository: name one by --repo.");
        }

        return [.. (await PastCommits.ReadAsync(git, "HEAD", cancellationToken)).Commits.Select(c => new PastChange(c.Id, c.Message, c.Files))];
    }

    public static bool IsTest(string path) => IsCSharp(path) && path.Contains("test", StringComparison.OrdinalIgnoreCase);

    public static bool IsSource(string path) => IsCSharp(path) && !IsTest(path) && !path.Contains("bench", StringComparison.OrdinalIgnoreCase) && !path.Contains("sample", StringComparison.OrdinalIgnoreCase);

    private static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
