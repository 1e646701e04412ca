using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Locating;

/// <summary>An issue whose answer is known. The ranking gets <see cref="Base"/> and <see cref="Issue"/>; <see cref="Answer"/> only scores it.</summary>
/// <param name="Base">The commit that it was filed against.</param>
/// <param name="Answer">Files that the fix changed and that are there at the base.</param>
public sealed record LocateCase(string Id, string Base, string Issue, ImmutableArray<string> Answer);

/// <summary>How a case went.</summary>
/// <param name="Ranks">For each file of the answer its place in the ranking, from 1; null where it is not within what was asked for.</param>
/// <param name="Problem">Why the case could not be tried; null where it was.</param>
public sealed record LocateScore(LocateCase Case, ImmutableArray<int?> Ranks, ImmutableArray<string> Ranking, TimeSpan Reading, TimeSpan Locating, int Lines, string? Problem)
{
    /// <summary>Place of the first file of the answer; null where none was found.</summary>
    public int? First => Ranks.Min();

    /// <summary>Whether any file of the answer is among the first <paramref name="k"/>.</summary>
    public bool Hit(int k) => First <= k;

    /// <summary>Whether all are.</summary>
    public bool All(int k) => !Ranks.IsEmpty && Ranks.All(r => r <= k);

    /// <summary>Which share is.</summary>
    public double Recall(int k) => Ranks.IsEmpty ? 0 : (double)Ranks.Count(r => r <= k) / Ranks.Length;
}
