using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Generated;

/// <summary>
/// A check that nobody who wrote the task wrote: made from the shape of its API, by a model, or out of a counterexample. It is no part of <see cref="Problems.Problem"/>'s
/// visible checks, so it can never gate a verdict alone: it informs.
/// </summary>
public sealed record GeneratedCheck
{
    /// <summary>Stable: of the source, so that equal checks have equal ids. Also the class's name: <c>Generated_1f3a…</c>.</summary>
    public required string Id { get; init; }
    public required GeneratedKind Kind { get; init; }

    /// <summary>What it holds against, in a line: <c>Parse gives back what Format was given</c>.</summary>
    public required string Title { get; init; }

    /// <summary>A whole file of C#: usings, a public class named <see cref="Id"/> with tests or properties in it.</summary>
    public required string Source { get; init; }

    /// <summary>Its members' documentation ids, where they are known: what it calls in the candidate.</summary>
    public ImmutableArray<string> About { get; init; } = [];
    public required Provenance Provenance { get; init; }

    /// <summary>Path in the check sources that it is compiled as.</summary>
    [JsonIgnore]
    public string Path => $"coderefine/generated/{Id}.cs";
}

/// <summary>The kinds, with those of PGS (arXiv 2506.18315) among them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GeneratedKind>))]
public enum GeneratedKind
{
    /// <summary>A unit test: given input, expected value.</summary>
    Test,

    /// <summary>An exact answer by other means, where that can be had (small inputs).</summary>
    Oracle,

    /// <summary>A relation that holds for every input.</summary>
    Invariant,

    /// <summary>What holds at the edges: empty, smallest, largest.</summary>
    Boundary,

    /// <summary>The same function by brute force, compared with the candidate on generated inputs (REFUTE, arXiv 2502.19414).</summary>
    Twin,

    /// <summary>A counterexample that was found in this run, kept so that it is not met twice.</summary>
    Regression,
}

/// <summary>Where a generated check comes from.</summary>
/// <param name="Author"><c>shape</c>, <c>model</c> or <c>counterexample</c>.</param>
/// <param name="Detail">The shape's name, the model's, or the id of the check that was falsified.</param>
public sealed record Provenance(string Author, string Detail)
{
    public const string Shape = "shape", Model = "model", Counterexample = "counterexample";

    /// <summary>The template that a model was asked with, and its hash.</summary>
    public string? Template { get; init; }
    public string? TemplateHash { get; init; }
}

/// <summary>What has been found out about a generated check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GeneratedStatus>))]
public enum GeneratedStatus
{
    /// <summary>It compiles, ends, and holds for what is known to pass, as far as anything is known.</summary>
    Kept,

    /// <summary>It does not compile against the candidate; the reason says why.</summary>
    DoesNotCompile,

    /// <summary>It failed in itself: no inputs could be made, it hung, its process died.</summary>
    Unusable,

    /// <summary>Another one says the same.</summary>
    Duplicate,

    /// <summary>Code that passes every visible check breaks it: it is more likely wrong than that code (PGS drops such a property).</summary>
    Suspect,

    /// <summary>It can't fail: it calls nothing of the candidate's, or asserts nothing.</summary>
    Empty,
}

/// <summary>A generated check after the filters.</summary>
/// <param name="Checks">The tests and properties that were found in its source.</param>
/// <param name="Reason">Why it is not kept; empty where it is.</param>
public sealed record ScreenedCheck(GeneratedCheck Check, GeneratedStatus Status, ImmutableArray<Check> Checks, string Reason = "");
