using System.Text.Json.Serialization;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>locate</c> prints.</summary>
/// <param name="Commit">Null for a working tree.</param>
/// <param name="ReadMs">Reading and indexing.</param>
/// <param name="LocateMs">Asking.</param>
internal sealed record LocateDocument(string Repository, string? Commit, int FilesRead, int Lines, int Symbols, int CommitsRead, double ReadMs, double LocateMs, IReadOnlyList<FileHit> Files, IReadOnlyList<FileHit> Tests, IReadOnlyList<string> Notes)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/locate@1";

    public static LocateDocument Of(Locator locator, Location location, TimeSpan read, TimeSpan asked) => new(
        locator.Index.Text.Folder, locator.Index.Text.Commit, locator.Index.Text.Files.Length, locator.Index.Lines, locator.Index.Symbols, locator.CommitsRead,
        Math.Round(read.TotalMilliseconds), Math.Round(asked.TotalMilliseconds), location.Files, location.Tests, location.Notes);
}

/// <summary>What <c>locate --map</c> prints.</summary>
/// <param name="Symbols">Those shown.</param>
/// <param name="Tokens">Estimated.</param>
internal sealed record MapDocument(string Repository, string? Commit, int Symbols, int AllSymbols, long Tokens, string Map)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/locate-map@1";
}

/// <summary>What <c>bench locate</c> prints.</summary>
/// <param name="Complete">False where it was cancelled before all cases were done.</param>
internal sealed record BenchLocateDocument(string Repository, string Cases, bool Complete, BenchLocateTotal Total, IReadOnlyList<BenchLocateRow> Rows)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/bench-locate@1";
}

/// <param name="Tried">Cases that could be tried; the shares are of these.</param>
/// <param name="Hit">Share of the cases of which any file of the fix is among the first 1, 3, 5, 10.</param>
/// <param name="All">… of which all are.</param>
/// <param name="Recall">Mean share of a fix's files.</param>
internal sealed record BenchLocateTotal(int Cases, int Tried, BenchLocateShares Hit, BenchLocateShares All, BenchLocateShares Recall, double MeanReciprocalRank, double MedianReadMs, double MedianLocateMs);

internal sealed record BenchLocateShares(double Top1, double Top3, double Top5, double Top10);

/// <param name="Ranks">For each file of the fix its place; null where it is not among the first 20.</param>
internal sealed record BenchLocateRow(string Id, int? First, IReadOnlyList<string> Answer, IReadOnlyList<int?> Ranks, IReadOnlyList<string> Ranking, int Lines, double ReadMs, double LocateMs, string? Problem);
