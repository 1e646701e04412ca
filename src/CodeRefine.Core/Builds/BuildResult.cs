using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Builds;

/// <summary>The result of compiling a candidate and its checks: assemblies, or the reason why there are none.</summary>
public abstract record BuildResult
{
    private BuildResult() { }

    public required ImmutableArray<BuildDiagnostic> Diagnostics { get; init; }

    public sealed record Success : BuildResult
    {
        public required AssemblyImage Candidate { get; init; }
        public required AssemblyImage ChecksImage { get; init; }
        public required ImmutableArray<Check> Checks { get; init; }
    }

    /// <summary>The compiler said no; <see cref="BuildResult.Diagnostics"/> holds at least one error.</summary>
    public sealed record Failure : BuildResult
    {
        public required FailedPart Part { get; init; }
    }

    /// <summary>The candidate uses what no solution needs, or would harm the compiler itself; nothing was emitted.</summary>
    public sealed record Refused : BuildResult
    {
        public required ImmutableArray<PolicyViolation> Violations { get; init; }
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<FailedPart>))]
public enum FailedPart
{
    /// <summary>The candidate's own sources.</summary>
    Candidate,

    /// <summary>The checks do not compile against this candidate: it lacks or changed what they use.</summary>
    ChecksAgainstCandidate,

    /// <summary>The checks are wrong by themselves; no candidate can mend that.</summary>
    Checks,
}

/// <param name="Id">For example <c>CS1002</c>.</param>
/// <param name="Path">Path in the source tree or the check sources; null for one without a place.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record BuildDiagnostic(string Id, DiagnosticSeverity Severity, string Message, string? Path, int Line, int Column, int EndLine, int EndColumn);

[JsonConverter(typeof(JsonStringEnumConverter<DiagnosticSeverity>))]
public enum DiagnosticSeverity
{
    Warning,
    Error,
}

/// <param name="Rule">Short name of the rule, for example <c>process-start</c>.</param>
/// <param name="Symbol">Documentation id or display of what was used.</param>
/// <param name="Reason">What is refused, why, and how a task allows it.</param>
public sealed record PolicyViolation(string Rule, string Symbol, string Path, int Line, string Reason);
