using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair;

/// <summary>One small change to one file that the repair engine may try. How candidates are run is not its concern.</summary>
public sealed record CandidateEdit
{
    /// <summary>Path in the source tree.</summary>
    public required string Path { get; init; }

    /// <summary>In ascending order of position, without overlaps.</summary>
    public required ImmutableArray<TextChange> Changes { get; init; }

    /// <summary>Short name of the operator or fix that made it.</summary>
    public required string Family { get; init; }

    /// <summary>One line: what it does and where.</summary>
    public required string Summary { get; init; }

    /// <summary>How often a change of this kind is the right one, 0 to 1, relative to the others.</summary>
    public required double Prior { get; init; }

    /// <summary>It takes code away without putting anything in its place: the last choice among equals.</summary>
    public bool Deletes { get; init; }

    public int ChangedCharacters => Changes.Sum(c => c.Span.Length + (c.NewText?.Length ?? 0));

    public string ApplyTo(string text)
    {
        var result = new StringBuilder(text.Length + 64);
        var position = 0;
        foreach (var change in Changes)
        {
            result.Append(text, position, change.Span.Start - position).Append(change.NewText);
            position = change.Span.End;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>As a patch for the file's present <paramref name="text"/>: last change first, so that no edit moves another's position.</summary>
    public Patch ToPatch(string text) => new(TextChanges.ToEdits(Path, text, Changes), Summary);
}
