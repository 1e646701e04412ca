namespace CodeRefine.Repositories.Runs;

/// <summary>A run in a line, for a list.</summary>
/// <param name="State"><c>running</c>, <c>interrupted</c>, <c>damaged</c>, or the outcome it ended with.</param>
/// <param name="Attempts">Nodes after the root.</param>
/// <param name="BestScore">Null where it has no node.</param>
public sealed record RunSummary(string Id, DateTimeOffset Started, string? ProblemId, string State, int Attempts, double? BestScore, string? BestVerdict);
