using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;

namespace CodeRefine.Repositories.History;

/// <summary>
/// Keeps each node of a run as a commit in a bare repository: <c>refs/heads/&lt;run&gt;/attempt-N</c> for each, and
/// <c>refs/heads/&lt;run&gt;/best</c> for the best so far. Safe for concurrent calls.
/// </summary>
public sealed partial class GitHistory : IHistory, IDisposable
{
    private readonly HistoryRepository repository;
    private readonly string runId;
    private readonly DateTimeOffset started;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly ConcurrentDictionary<string, SourceTree> trees = new();
    private double best;

    private GitHistory(HistoryRepository repository, string runId, DateTimeOffset started, double best) =>
        (this.repository, this.runId, this.started, this.best) = (repository, runId, started, best);

    /// <param name="runId">Letters, digits and <c>-</c>.</param>
    /// <param name="started">When the run was started. Commits are dated by it and their attempt, not by the clock: a resumed run gives the same ids again.</param>
    public static async Task<GitHistory> OpenAsync(HistoryRepository repository, string runId, DateTimeOffset started, CancellationToken cancellationToken)
    {
        if (!RunId().IsMatch(runId))
        {
            throw new ArgumentException($"'{runId}' cannot be part of a ref: letters, digits and '-'.", nameof(runId));
        }

        var earlier = await new HistoryReader(repository).LogAsync(runId, cancellationToken);
        return new GitHistory(repository, runId, started, earlier.Select(n => n.Score).DefaultIfEmpty(double.NegativeInfinity).Max());
    }

    public async Task<string> CommitAsync(NodeDraft draft, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            using var import = Import(draft);
            var result = await repository.RunAsync(import.Bytes, cancellationToken, "fast-import", "--quiet", "--force", "--date-format=raw");
            var id = result.Output.Trim();
            trees[id] = draft.Tree;
            best = Math.Max(best, draft.Verdict.Score);
            return id;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Points <c>best</c> at the node that the run answers with: a strategy may choose another than the first of those that score highest.</summary>
    /// <param name="id">Of a node of this run.</param>
    public async Task ChooseAsync(string id, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await repository.RunAsync(cancellationToken, "update-ref", $"refs/heads/{runId}/best", id);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private FastImport Import(NodeDraft draft)
    {
        var import = new FastImport();
        import.Commit(string.Create(CultureInfo.InvariantCulture, $"refs/heads/{runId}/attempt-{draft.Attempt}"), NodeMessage.Of(runId, draft), started.AddSeconds(draft.Attempt), draft.ParentId);
        WriteTree(import, draft);
        if (draft.Verdict.Score > best)
        {
            import.Reset($"refs/heads/{runId}/best");
        }

        import.PrintId();
        return import;
    }

    /// <summary>Only what changed where the parent's tree is at hand: a large tree is then not sent again for each node.</summary>
    private void WriteTree(FastImport import, NodeDraft draft)
    {
        SourceTree? parent = null;
        if (draft.ParentId is null || !trees.TryGetValue(draft.ParentId, out parent))
        {
            import.DeleteAll();
        }

        // Deletions first: a file may have made room for a folder of its name.
        foreach (var path in parent?.Paths.Where(p => !draft.Tree.Contains(p)) ?? [])
        {
            import.DeleteFile(path);
        }

        foreach (var (path, file) in draft.Tree.Files)
        {
            RequirePlain(path);
            if (parent is null || !parent.TryGet(path, out var old) || old != file)
            {
                import.File(path, file);
            }
        }
    }

    private static void RequirePlain(string path)
    {
        if (path.Any(char.IsControl) || path.Split('/').Any(s => s is "" or "." or ".." || s.Equals(".git", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"'{path}' is no path of a source tree.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,99}\z")]
    private static partial Regex RunId();
}
