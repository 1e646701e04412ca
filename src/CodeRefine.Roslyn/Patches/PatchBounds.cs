using System.Text;
using CodeRefine.Core.Patches;

namespace CodeRefine.Roslyn.Patches;

/// <summary>What is refused before anything of a patch is looked at: its size, and text that no source file can hold.</summary>
internal static class PatchBounds
{
    public const int MaxEdits = 200;
    public const int MaxTextLength = 1 << 20;
    public const int MaxNameLength = 2048;
    public const int MaxNamespaces = 100;

    public static PatchProblem? Check(Patch? patch)
    {
        if (patch is null || patch.Edits.IsDefaultOrEmpty)
        {
            return new PatchProblem(0, "the patch holds no edit");
        }

        if (patch.Edits.Length > MaxEdits)
        {
            return new PatchProblem(MaxEdits, $"the patch holds {patch.Edits.Length} edits; at most {MaxEdits} are taken");
        }

        for (var index = 0; index < patch.Edits.Length; index++)
        {
            if (Check(patch.Edits[index]) is { } reason)
            {
                return new PatchProblem(index, reason);
            }
        }

        return null;
    }

    private static string? Check(Edit? edit) => edit switch
    {
        null => "the edit is empty",
        Edit.WholeFile e => Name(e.Path, "path") ?? Text(e.Text, "text"),
        Edit.DeleteFile e => Name(e.Path, "path"),
        Edit.ReplaceMember e => Name(e.MemberId, "member id") ?? Text(e.Code, "code"),
        Edit.InsertMember e => Name(e.TypeId, "type id") ?? Text(e.Code, "code"),
        Edit.DeleteMember e => Name(e.MemberId, "member id"),
        Edit.SearchReplace e => (e.Path is null ? null : Name(e.Path, "path")) ?? Text(e.Search, "search text") ?? Text(e.Replace, "replacement"),
        Edit.AddUsings e => Name(e.Path, "path") ?? Namespaces(e),
        Edit.ReplaceSpan e => Name(e.Path, "path") ?? Text(e.OldText, "old text") ?? Text(e.NewText, "new text"),
        _ => null,
    };

    private static string? Namespaces(Edit.AddUsings edit)
    {
        if (edit.Namespaces.IsDefaultOrEmpty)
        {
            return "no namespace is named";
        }

        return edit.Namespaces.Length > MaxNamespaces
            ? $"{edit.Namespaces.Length} namespaces are named; at most {MaxNamespaces} are taken"
            : edit.Namespaces.Select(n => Name(n, "namespace")).FirstOrDefault(r => r is not null);
    }

    private static string? Name(string? name, string what) => string.IsNullOrWhiteSpace(name) ? $"the {what} is empty"
        : name.Length > MaxNameLength ? $"the {what} is {name.Length} characters long; at most {MaxNameLength} are taken"
        : null;

    private static string? Text(string? text, string what)
    {
        if (text is null)
        {
            return $"the {what} is missing";
        }

        if (text.Length > MaxTextLength)
        {
            return $"the {what} is {text.Length} characters long; at most {MaxTextLength} are taken";
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return $"the {what} holds a NUL character, which no source text may";
        }

        return IsUnicode(text) ? null : $"the {what} holds half of a surrogate pair, which can't be written to a file";
    }

    private static bool IsUnicode(string text)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
