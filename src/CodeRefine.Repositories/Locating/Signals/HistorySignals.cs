using System.Globalization;
using CodeRefine.Repositories.Locating.History;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>Commits of the past whose message speaks of the same changed these files; a commit that the issue names by its id did so surely.</summary>
internal sealed class PastChangesSignal : ISignal
{
    private const int Most = 15;
    private static readonly Bm25Field[] fields = [new("message", 1, 0.5)];

    public string Name => "history";
    public double Weight => 0.5;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var commits = context.Past.Commits.Where(c => c.Files.Length is > 0 and <= PastCommits.MostFiles).ToList();
        foreach (var id in context.Clues.Commits)
        {
            foreach (var evidence in commits.Where(c => c.Id.StartsWith(id, StringComparison.Ordinal)).SelectMany(c => From(context, c, 1.0, "the issue names commit")))
            {
                yield return evidence;
            }
        }

        var hits = Bm25Index.Build(fields, [.. commits.Select(c => new TermCounts?[] { TermCounts.Of(c.Message.Length > 2000 ? c.Message[..2000] : c.Message) })])
            .Search(context.Clues.Terms).OrderByDescending(h => h.Score).ThenBy(h => h.Document).Take(Most).ToList();
        foreach (var hit in hits)
        {
            foreach (var evidence in From(context, commits[hit.Document], 0.6 * hit.Score / hits[0].Score, "a like commit changed it:"))
            {
                yield return evidence;
            }
        }
    }

    private static IEnumerable<Evidence> From(LocateContext context, CommitFacts commit, double points, string words) =>
        commit.Files.Select(context.Index.Find).OfType<IndexedFile>()
            .Select(f => new Evidence(f, null, points / Math.Sqrt(commit.Files.Length), $"{words} {commit.Id[..8]} {(commit.Subject.Length > 60 ? commit.Subject[..59] + "…" : commit.Subject)}"));
}

/// <summary>Files that used to change together with the best matches, and files that change often: where there were faults there are more.</summary>
internal sealed class CoChangeSignal : ISignal
{
    private const int Seeds = 5;
    private const int Fewest = 3;

    public string Name => "changes";
    public double Weight => 0.3;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var commits = context.Past.Commits.Where(c => c.Files.Length is > 0 and <= PastCommits.MostFiles).ToList();
        var seeds = context.FileHits.Select(h => (File: context.Index.Files[h.Document], h.Score)).Where(h => LocateContext.IsTarget(h.File)).Take(Seeds).ToList();
        foreach (var (seed, score) in seeds)
        {
            var own = commits.Where(c => c.Files.Contains(seed.Path)).ToList();
            if (own.Count < Fewest)
            {
                continue;
            }

            foreach (var (path, together) in own.SelectMany(c => c.Files).Where(f => f != seed.Path).CountBy(f => f).Where(f => f.Value >= 2))
            {
                if (context.Index.Find(path) is { } file && LocateContext.IsTarget(file))
                {
                    yield return new Evidence(file, null, score / seeds[0].Score * together / own.Count, string.Create(CultureInfo.InvariantCulture, $"changed together with {seed.Name} in {together} of {own.Count} commits"));
                }
            }
        }
    }
}
