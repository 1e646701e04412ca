using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CodeRefine.Core.Patches;

/// <summary>A list of edits, applied together or not at all, in order.</summary>
/// <param name="Summary">One line: what it does.</param>
public sealed record Patch(ImmutableArray<Edit> Edits, string Summary);

/// <summary>One edit. Paths are relative with forward slashes; documentation ids as in the C# specification, annex D.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "edit")]
[JsonDerivedType(typeof(WholeFile), "whole-file")]
[JsonDerivedType(typeof(DeleteFile), "delete-file")]
[JsonDerivedType(typeof(ReplaceMember), "replace-member")]
[JsonDerivedType(typeof(InsertMember), "insert-member")]
[JsonDerivedType(typeof(DeleteMember), "delete-member")]
[JsonDerivedType(typeof(SearchReplace), "search-replace")]
[JsonDerivedType(typeof(AddUsings), "add-usings")]
[JsonDerivedType(typeof(ReplaceSpan), "replace-span")]
public abstract record Edit
{
    private Edit() { }

    /// <summary>The file's new text, whole; the file may be new.</summary>
    public sealed record WholeFile(string Path, string Text) : Edit;

    public sealed record DeleteFile(string Path) : Edit;

    /// <summary>Replaces the member that <paramref name="MemberId"/> names (<c>M:Demo.Stack`1.Pop</c>) by <paramref name="Code"/>, one member declaration.</summary>
    public sealed record ReplaceMember(string MemberId, string Code) : Edit;

    /// <summary>Adds <paramref name="Code"/>, one or more member declarations, at the end of the type that <paramref name="TypeId"/> names.</summary>
    public sealed record InsertMember(string TypeId, string Code) : Edit;

    public sealed record DeleteMember(string MemberId) : Edit;

    /// <summary>Finds the tokens of <paramref name="Search"/> exactly once and puts <paramref name="Replace"/> there. A null path searches all editable files.</summary>
    public sealed record SearchReplace(string? Path, string Search, string Replace) : Edit;

    public sealed record AddUsings(string Path, ImmutableArray<string> Namespaces) : Edit;

    /// <summary>Replaces characters by position; <paramref name="OldText"/> must stand there.</summary>
    public sealed record ReplaceSpan(string Path, int Start, string OldText, string NewText) : Edit;
}
