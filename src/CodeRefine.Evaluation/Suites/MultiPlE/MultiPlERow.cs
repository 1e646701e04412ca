using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Suites.MultiPlE;

/// <summary>One row of MultiPL-E's C# problems (<see href="https://github.com/nuprl/MultiPL-E"/>), with the answer that a model once gave where the file records one.</summary>
/// <param name="Line">In its file, from 1.</param>
/// <param name="Name">For example <c>HumanEval_0_has_close_elements</c>.</param>
/// <param name="Prompt">The beginning of a program, up to the open body of the wanted method.</param>
/// <param name="Tests">The end of it: closes that body, and asserts in <c>Main</c>.</param>
/// <param name="Answer">As the model wrote it, prose and fences too; null where none is recorded.</param>
public sealed record MultiPlERow(int Line, string Name, string Prompt, string Tests, string? Answer)
{
    /// <summary>Another id of the row, where it has one.</summary>
    public string? TaskId { get; init; }

    /// <summary>The first of these ends a completion.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>The row as JSON, without recorded answers.</summary>
    public string Json { get; init; } = "";
}
