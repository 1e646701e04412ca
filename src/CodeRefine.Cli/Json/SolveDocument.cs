using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>solve</c> and <c>resume</c> print, and what a run keeps as <c>result.json</c>.</summary>
internal sealed record SolveDocument
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/solve@1";

    /// <summary><c>solved</c>, <c>not-solved</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }
    public required string Reason { get; init; }
    public required int ExitCode { get; init; }
    public required string Run { get; init; }
    public required ProblemView Problem { get; init; }
    public required SetUpView SetUp { get; init; }

    /// <summary>Null where the run ended before the sources as they were had a verdict.</summary>
    public required NodeView? Best { get; init; }
    public required IReadOnlyList<NodeView> Nodes { get; init; }
    public required SolutionView Solution { get; init; }

    /// <summary>Null where the task holds nothing back, or nothing was graded.</summary>
    public required GradeView? Grade { get; init; }
    public required CostView Cost { get; init; }
    public required ToolsView Tools { get; init; }
    public required HistoryView History { get; init; }
}

internal sealed record ProblemView(string Id, string Title);

/// <param name="Model">Null where no model was configured.</param>
internal sealed record SetUpView(string Strategy, string Proposer, string? Model, string Sandbox, ulong Seed);

/// <param name="Attempt">0 for the sources as they were.</param>
/// <param name="Verdict">Passed, CheckFailed, PropertyFalsified, CompileError, Crashed, TimedOut, ResourceExceeded or PolicyViolation.</param>
/// <param name="Score">1 when all checks pass, 0 to 1 by the share that does, below 0 where it does not compile.</param>
internal sealed record NodeView(int Attempt, string Id, string? Parent, string? Proposer, string? Summary, string Notes, string Verdict, double Score, string Kind, string Headline);

/// <param name="WrittenTo">The folder that the files were written to; null where none was.</param>
/// <param name="Files">Paths that differ from the sources as they were.</param>
/// <param name="Diff">Unified, from the sources as they were to the best node.</param>
internal sealed record SolutionView(string? WrittenTo, IReadOnlyList<string> Files, string Diff);

/// <summary>The held-back checks, run once after the search.</summary>
/// <param name="Outcome"><c>passed</c>, <c>failed</c>, <c>overfitted</c> (solved by the visible checks, failed by these), <c>does-not-compile</c> or <c>invalid-checks</c>.</param>
internal sealed record GradeView(string Outcome, int ChecksPassed, int Checks, string Summary, IReadOnlyList<string> Failed);

/// <param name="Money">US dollars, by the configured prices.</param>
/// <param name="Verdicts">Runs in the sandbox.</param>
internal sealed record CostView(int Attempts, int Verdicts, int ModelCalls, long PromptTokens, long AnswerTokens, decimal Money, double Seconds);

/// <summary>What the built-in tools did with candidates before anyone was asked about them.</summary>
/// <param name="CorrectionsTried">Candidates that did not compile.</param>
/// <param name="Corrected">Of these, those that were made to.</param>
/// <param name="Searches">A model's near misses that were searched around.</param>
/// <param name="Found">Of these, those that led to a node that passes.</param>
/// <param name="SavedCalls">Answers of a model's that were made to compile, and that were made to pass: each would have cost a further call.</param>
internal sealed record ToolsView(int CorrectionsTried, int Corrected, double CorrectionSeconds, int Searches, int Found, double SearchSeconds, int SavedCalls);

/// <param name="State">Folder that holds the runs and the git repository.</param>
/// <param name="Run">Folder of this run: its configuration, journal and result.</param>
internal sealed record HistoryView(string State, string Repository, string Run);
