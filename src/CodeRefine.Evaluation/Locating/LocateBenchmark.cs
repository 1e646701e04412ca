using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Evaluation.Locating;

/// <summary>Counts how often the files that a fix changed are among the first that are located.</summary>
public sealed class LocateBenchmark(string repository, TimeProvider time)
{
    /// <summary>Files of a ranking that are looked at.</summary>
    public const int Depth = 20;

    /// <summary>One case after the other; a case whose base is not in the clone has a problem instead of ranks.</summary>
    public async Task<ImmutableArray<LocateScore>> RunAsync(IReadOnlyList<LocateCase> cases, Action<LocateScore> done, CancellationToken cancellationToken)
    {
        var scores = ImmutableArray.CreateBuilder<LocateScore>(cases.Count);
        foreach (var one in cases)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var score = await TryAsync(one, cancellationToken);
            scores.Add(score);
            done(score);
        }

        return scores.ToImmutable();
    }

    private async Task<LocateScore> TryAsync(LocateCase one, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var locator = await Locator.OpenAsync(repository, one.Base, cancellationToken);
            var read = time.GetElapsedTime(started);
            var ranking = locator.Locate(new LocateRequest { Issue = one.Issue, Top = Depth }).Files.Select(f => f.Path).ToImmutableArray();
            var answer = one.Answer.Where(locator.Index.Contains).ToImmutableArray();
            return new LocateScore(one with { Answer = answer }, [.. answer.Select(a => Rank(ranking, a))], ranking, read, time.GetElapsedTime(started) - read, locator.Index.Lines, answer.IsEmpty ? "the fix changes no file that is there at the base" : null);
        }
        catch (UserErrorException missing)
        {
            return new LocateScore(one, [], [], TimeSpan.Zero, TimeSpan.Zero, 0, missing.Message);
        }
    }

    private static int? Rank(ImmutableArray<string> ranking, string path) => ranking.IndexOf(path) is >= 0 and var at ? at + 1 : null;
}
