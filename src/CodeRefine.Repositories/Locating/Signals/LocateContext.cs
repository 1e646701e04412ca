using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.History;
using CodeRefine.Repositories.Locating.Issues;
using CodeRefine.Repositories.Locating.Reading;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>What the signals look at; what several of them need is computed once.</summary>
internal sealed class LocateContext
{
    private readonly Lazy<ImmutableArray<Bm25Hit>> fileHits;
    private readonly Lazy<ImmutableArray<Bm25Hit>> memberHits;
    private readonly Lazy<ImmutableArray<NameMatch>> names;

    public LocateContext(RepositoryIndex index, IssueClues clues, PastCommits past, ImmutableArray<string> failingTests, ImmutableArray<SuspectLine> spectrum)
    {
        (Index, Clues, Past, FailingTests, Spectrum) = (index, clues, past, failingTests, spectrum);
        fileHits = new(() => [.. Index.FileSearch.Search(Clues.Terms).OrderByDescending(h => h.Score).ThenBy(h => h.Document)]);
        memberHits = new(() => [.. Index.MemberSearch.Search(Clues.Terms).OrderByDescending(h => h.Score).ThenBy(h => h.Document)]);
        names = new(() => [.. NameMatcher.Match(Index, Clues.Mentions), .. NameMatcher.Match(Index, Clues.Compounds)]);
    }

    public RepositoryIndex Index { get; }
    public IssueClues Clues { get; }
    public PastCommits Past { get; }

    /// <summary>Names of tests, <c>Namespace.Type.Method</c> or the end of one.</summary>
    public ImmutableArray<string> FailingTests { get; }
    public ImmutableArray<SuspectLine> Spectrum { get; }

    public ImmutableArray<Bm25Hit> FileHits => fileHits.Value;
    public ImmutableArray<Bm25Hit> MemberHits => memberHits.Value;
    public ImmutableArray<NameMatch> Names => names.Value;

    /// <summary>Whether a file may be what is looked for, rather than point to it.</summary>
    public static bool IsTarget(IndexedFile file) => file.Role is FileRole.Source;
}

/// <summary>A line that failing tests reach more than passing ones do.</summary>
/// <param name="Suspicion">From 0 to 1: Ochiai's.</param>
public sealed record SuspectLine(string Path, int Line, double Suspicion);
