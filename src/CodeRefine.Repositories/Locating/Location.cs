using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Facts;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating;

/// <summary>Where an issue's cause may be, most likely first, and why.</summary>
/// <param name="Files">Files that may have to change.</param>
/// <param name="Tests">Tests near it, for a reader and for what to run first.</param>
/// <param name="Notes">What a reader should know: files left out, signals without data.</param>
public sealed record Location(ImmutableArray<FileHit> Files, ImmutableArray<FileHit> Tests, ImmutableArray<string> Notes)
{
    /// <summary>Members over all files, most likely first.</summary>
    public IEnumerable<MemberHit> Members => Files.SelectMany(f => f.Members).OrderByDescending(m => m.Score).ThenBy(m => m.Path, StringComparer.Ordinal).ThenBy(m => m.FirstLine);
}

/// <param name="Score">Weighted sum of what the signals say; only the order means something.</param>
/// <param name="Why">Strongest first.</param>
public sealed record FileHit(string Path, FileRole Role, double Score, ImmutableArray<Reason> Why, ImmutableArray<MemberHit> Members);

/// <summary>A type or member; lines from 1.</summary>
/// <param name="Name">With namespace and types.</param>
/// <param name="Lines">Where in it, most likely first; empty where nothing says.</param>
public sealed record MemberHit(string Path, string Name, DeclarationKind Kind, string Signature, int FirstLine, int NameLine, int LastLine, double Score, ImmutableArray<Reason> Why, ImmutableArray<LineHit> Lines);

/// <param name="Text">The line, without white space around it.</param>
public sealed record LineHit(int Line, double Score, string Text, string Why);

/// <param name="Signal"><c>text</c>, <c>member</c>, <c>quote</c>, <c>name</c>, <c>path</c>, <c>trace</c>, <c>graph</c>, <c>tests</c>, <c>spectrum</c>, <c>history</c> or <c>changes</c>.</param>
/// <param name="Points">What it adds to the score.</param>
public sealed record Reason(string Signal, double Points, string Words);
