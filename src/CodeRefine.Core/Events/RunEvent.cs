using System.Text.Json.Serialization;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Evidence;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Core.Events;

/// <summary>Something that happened in a run. Those that are not <see cref="Transient"/> go into the journal, enough to replay it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(AttemptStarted), "attempt-started")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(ProposalRejected), "proposal-rejected")]
[JsonDerivedType(typeof(Corrected), "corrected")]
[JsonDerivedType(typeof(NeighbourhoodSearched), "neighbourhood-searched")]
[JsonDerivedType(typeof(ModelCallStarted), "model-call-started")]
[JsonDerivedType(typeof(ModelCallEnded), "model-call-ended")]
[JsonDerivedType(typeof(NodeAdded), "node-added")]
[JsonDerivedType(typeof(NothingOffered), "nothing-offered")]
[JsonDerivedType(typeof(Traced), "traced")]
[JsonDerivedType(typeof(ChecksGenerated), "checks-generated")]
[JsonDerivedType(typeof(GeneratedChecksRun), "generated-checks-run")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Stuck), "stuck")]
[JsonDerivedType(typeof(Chosen), "chosen")]
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
public abstract record RunEvent
{
    private RunEvent() { }

    [JsonIgnore]
    public virtual bool Transient => false;

    public sealed record RunStarted(string RunId, string ProblemId, string SourcesHash, string ChecksHash, string Strategy, ulong Seed) : RunEvent
    {
        /// <summary>The strategy's options that are not its defaults, by name.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyDictionary<string, string>? Options { get; init; }
    }

    /// <summary>Written before a proposer is asked.</summary>
    public sealed record AttemptStarted(int Attempt, string ParentId, string Proposer) : RunEvent;

    public sealed record Proposed(int Attempt, string ParentId, Proposal Proposal) : RunEvent;

    /// <summary>The patch did not apply, or gave a state that was seen before.</summary>
    public sealed record ProposalRejected(int Attempt, string Reason) : RunEvent;

    /// <summary>Tool correction looked at a candidate that does not compile.</summary>
    /// <param name="TreeHash">Of the candidate as it was proposed.</param>
    /// <param name="Ways">Empty where it found none.</param>
    public sealed record Corrected(int Attempt, string TreeHash, IReadOnlyList<Correction> Ways, double Seconds) : RunEvent;

    /// <summary>A near miss was searched around.</summary>
    /// <param name="TreeHash">Of the near miss.</param>
    /// <param name="Found">Null where there was nothing.</param>
    public sealed record NeighbourhoodSearched(int Attempt, string TreeHash, Proposal? Found, double Seconds) : RunEvent;

    /// <summary>Written before the call is made.</summary>
    public sealed record ModelCallStarted(int Call, string Model, string PromptHash, string Template, string TemplateHash, IReadOnlyList<ChatTurn> Prompt) : RunEvent
    {
        /// <summary>Which of several answers to one prompt this is to be, from 0; null where the caller did not number them, which are then told apart by their order.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Sample { get; init; }
    }

    /// <param name="Answer">Whole, as it came; null where the call failed and <paramref name="Error"/> says why.</param>
    public sealed record ModelCallEnded(int Call, string PromptHash, string? Answer, string? Error, long PromptTokens, long AnswerTokens, decimal Money, double Seconds) : RunEvent
    {
        /// <inheritdoc cref="ModelCallStarted.Sample"/>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Sample { get; init; }
    }

    public sealed record NodeAdded(int Attempt, string Id, string? ParentId, string TreeHash, string Verdict, double Score, string Kind, string Headline) : RunEvent
    {
        /// <summary>The node itself, for whoever listens in this process.</summary>
        [JsonIgnore]
        public Node? Node { get; init; }
    }

    /// <summary>A proposer without a model had nothing (more) for a node: a run that goes on does not search for it again.</summary>
    public sealed record NothingOffered(string ParentId, string Proposer) : RunEvent;

    /// <summary>A check ran on an instrumented candidate.</summary>
    /// <param name="TreeHash">Of the candidate, which may become a node only after.</param>
    /// <param name="Trace">Null where nothing could be recorded.</param>
    public sealed record Traced(string TreeHash, string CheckId, ExecutionTrace? Trace, double Seconds) : RunEvent;

    /// <summary>Checks were proposed and filtered; those that are kept belong to the run from now on.</summary>
    /// <param name="NodeId">Whose API they are written against.</param>
    public sealed record ChecksGenerated(string NodeId, IReadOnlyList<ScreenedCheck> Checks, double Seconds) : RunEvent;

    /// <summary>Generated checks ran on a candidate, apart from the problem's own.</summary>
    /// <param name="Report">Null where they did not build against it.</param>
    public sealed record GeneratedChecksRun(string TreeHash, IReadOnlyList<string> CheckIds, CheckReport? Report, string? BuildProblem, double Seconds) : RunEvent
    {
        /// <summary>Regression checks that were made of the counterexamples found and that the run did not have; empty where none was looked for.</summary>
        public IReadOnlyList<GeneratedCheck> Regressions { get; init; } = [];
    }

    /// <summary>What a strategy thought or found out on its way, for who follows a run: a reflection, a plan, an explanation.</summary>
    /// <param name="Step">What it is, a word or two: <c>reflection</c>.</param>
    /// <param name="NodeId">The node that it is about; null for the problem as a whole.</param>
    public sealed record Noted(string Step, string? NodeId, string Text) : RunEvent;

    /// <summary>The last attempts go in a circle.</summary>
    /// <param name="Pattern">For example <c>same code and result 4 times</c>.</param>
    public sealed record Stuck(int Attempt, string Pattern) : RunEvent;

    /// <summary>The strategy chose its answer among nodes that score alike.</summary>
    public sealed record Chosen(int Attempt, string Id, string Reason) : RunEvent;

    /// <summary>A passing node was verified once more in a fresh sandbox.</summary>
    public sealed record Confirmed(string Id, bool Passed, string Detail) : RunEvent;

    public sealed record RunEnded(string Outcome, string BestId, string Reason, BudgetUse Use) : RunEvent;

    /// <summary>For people who watch: what goes on just now.</summary>
    public sealed record Progress(string Text) : RunEvent
    {
        public override bool Transient => true;
    }

    /// <summary>A piece of a model's answer as it streams in.</summary>
    public sealed record ModelText(string Text) : RunEvent
    {
        public override bool Transient => true;
    }
}

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record ChatTurn(string Role, string Text);
