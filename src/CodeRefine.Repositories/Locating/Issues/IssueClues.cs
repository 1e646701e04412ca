using System.Collections.Immutable;

namespace CodeRefine.Repositories.Locating.Issues;

/// <summary>What an issue's text says that can be looked for.</summary>
internal sealed record IssueClues
{
    public required string Title { get; init; }

    /// <summary>Terms for the full-text search, with weights.</summary>
    public required IReadOnlyDictionary<string, double> Terms { get; init; }

    /// <summary>For each term the word that it was in the issue, to show.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>Names and chains of names as they are written: <c>PropertyBinder.ConstructPositionalProperties</c>. Strongest first.</summary>
    public ImmutableArray<Mention> Mentions { get; init; } = [];

    /// <summary>Two or three neighbouring words as one lower-case name, with a weight: people write "level switch" for <c>LevelSwitch</c>.</summary>
    public IReadOnlyDictionary<string, double> Compounds { get; init; } = new Dictionary<string, double>();
    public ImmutableArray<PathMention> Paths { get; init; } = [];

    /// <summary>Frames of stack traces, the innermost first.</summary>
    public ImmutableArray<TraceFrame> Frames { get; init; } = [];

    /// <summary>Texts of several words in quotes or code: messages, output.</summary>
    public ImmutableArray<string> Phrases { get; init; } = [];

    /// <summary>Ids of commits.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Terms as the issue's writer would know them.</summary>
    public string Show(IEnumerable<string> terms, int most) => string.Join(", ", terms.Select(t => Words.GetValueOrDefault(t, t)).Distinct(StringComparer.Ordinal).Take(most));
}

/// <param name="Names">From left to right.</param>
/// <param name="Weight">From 0 to 1: how plainly the issue means it.</param>
/// <param name="Where">The part of the issue: <c>title</c>, <c>text</c>, <c>code</c>.</param>
internal sealed record Mention(ImmutableArray<string> Names, double Weight, string Where)
{
    public override string ToString() => string.Join('.', Names);
}

internal sealed record PathMention(string Path, int? Line);

/// <param name="Names">Namespace, type and method.</param>
internal sealed record TraceFrame(ImmutableArray<string> Names, string? Path, int? Line);
