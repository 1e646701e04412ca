namespace CodeRefine.Repositories.History;

/// <summary>A node as its commit tells it.</summary>
/// <param name="Id">The commit's id.</param>
/// <param name="ParentId">Null for the root.</param>
/// <param name="Headline">First line of the message: <c>attempt 3: CheckFailed 4/5 …</c></param>
/// <param name="Body">The critique and what the patch says of itself; no trailers.</param>
/// <param name="IsBest">Whether the run's <c>best</c> points at it.</param>
public sealed record HistoryNode(
    string Id, string? ParentId, string RunId, int Attempt, string Verdict, double Score, string Kind, string Proposer, string TreeHash,
    string Headline, string Body, DateTimeOffset Date, bool IsBest);
