using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>memory list</c> prints, the latest first, and what was counted.</summary>
internal sealed record MemoryListDocument(string Store, IReadOnlyList<LessonView> Lessons, IReadOnlyList<PrincipleView> Principles)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/memory-list@1";
}

/// <summary>What <c>memory show</c> prints.</summary>
internal sealed record MemoryShowDocument(string Store, LessonView Lesson)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/memory-show@1";
}

/// <summary>What <c>memory forget</c> prints: how many were erased.</summary>
internal sealed record MemoryForgetDocument(string Store, int Lessons, int CountedAttempts)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/memory-forget@1";
}

/// <param name="Outcome"><c>solved</c>, <c>better</c>, <c>same</c> or <c>worse</c>: of the attempt that was made with it.</param>
internal sealed record LessonView(long Id, string Problem, string Node, string Kind, string Diagnostic, string Outcome, DateTimeOffset Time, string Text);

/// <summary>Of <c>tries</c> attempts that answered the diagnostic with that kind of change, how many scored higher, and how many passed every visible check.</summary>
internal sealed record PrincipleView(string Diagnostic, string Fix, int Tries, int Better, int Solved);
