using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CodeRefine.Evaluation.Grading;

/// <summary>What the held-back checks say of a solution: counts and names, never their sources or their values.</summary>
public sealed record Grade
{
    public required GradeOutcome Outcome { get; init; }

    /// <summary>Checks that passed, of <see cref="Total"/> that gate.</summary>
    public int Passed { get; init; }
    public int Total { get; init; }

    /// <summary>Names of the first checks that did not pass and how each ended, at most ten.</summary>
    public ImmutableArray<FailedCheck> Failed { get; init; } = [];

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>The same grade where it is known that the solution passes every visible check: failing others then has a name.</summary>
    public Grade OfSolved() => Outcome != GradeOutcome.Failed ? this : this with
    {
        Outcome = GradeOutcome.Overfitted,
        Summary = $"{Summary} It fits the visible checks, not the task.",
    };
}

/// <param name="Name">The check's method name.</param>
/// <param name="Status">For example <c>Failed</c> or <c>TimedOut</c>.</param>
public sealed record FailedCheck(string Name, string Status);

[JsonConverter(typeof(JsonStringEnumConverter<GradeOutcome>))]
public enum GradeOutcome
{
    Passed,
    Failed,

    /// <summary>Every visible check passes, held-back ones do not: it answers the examples and not the task.</summary>
    Overfitted,

    /// <summary>The held-back checks do not compile against the solution: it lacks or changed what they use.</summary>
    DoesNotCompile,

    /// <summary>The held-back checks are wrong by themselves: the task's fault, no judgement of the solution.</summary>
    InvalidChecks,
}
