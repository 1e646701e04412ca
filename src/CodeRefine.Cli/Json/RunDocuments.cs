using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>runs</c> prints, newest first.</summary>
internal sealed record RunsDocument(string State, IReadOnlyList<RunView> Runs)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/runs@1";
}

/// <param name="Outcome"><c>solved</c>, <c>not-solved</c>, <c>cancelled</c>, <c>failed</c>, <c>running</c>, <c>damaged</c>, or <c>interrupted</c> for a run that wrote no end.</param>
internal sealed record RunView(string Run, string? Problem, DateTimeOffset Started, string Outcome, int Attempts, double? Score, string? Verdict);

/// <summary>What <c>log</c> prints: a run's nodes and refused proposals, in order.</summary>
internal sealed record LogDocument(string Run, string Problem, string Outcome, string Reason, IReadOnlyList<LogEntry> Entries)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/log@1";
}

/// <param name="Id">The node's commit; null where the proposal gave none, and <paramref name="Rejection"/> says why.</param>
internal sealed record LogEntry(int Attempt, string? Id, string? Parent, string? Proposer, string? Summary, string? Verdict, double? Score, string? Kind, string? Headline, string? Rejection)
{
    /// <summary>What was found out about the node beside its verdict, a line each: traces, generated checks, counterexamples.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}

/// <summary>What <c>show</c> prints: one node.</summary>
internal sealed record ShowDocument(string Run, LogEntry Entry, string Message, string Diff)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/show@1";
}

/// <summary>What <c>diff</c> prints: from one node to another.</summary>
internal sealed record DiffDocument(string Run, int From, int To, string Diff)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/diff@1";
}
