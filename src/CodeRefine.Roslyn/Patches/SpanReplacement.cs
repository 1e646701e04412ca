using CodeRefine.Core.Patches;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Replacement by position, for whoever computed the position from the very same text.</summary>
internal static class SpanReplacement
{
    public static string? Apply(PatchedFiles files, Edit.ReplaceSpan edit)
    {
        if (PathRules.RefuseExisting(files.Problem, files.Tree, edit.Path) is { } refused)
        {
            return refused;
        }

        var text = files.Tree[edit.Path].Text;
        if (edit.Start < 0 || edit.Start > text.Length || edit.OldText.Length > text.Length - edit.Start)
        {
            return $"position {edit.Start} with {edit.OldText.Length} characters lies outside of `{edit.Path}`, which has {text.Length}";
        }

        if (!text.AsSpan(edit.Start).StartsWith(edit.OldText, StringComparison.Ordinal))
        {
            return $"at position {edit.Start} of `{edit.Path}` stands other text than the edit expects: `{Shown(text.Substring(edit.Start, edit.OldText.Length))}`, not `{Shown(edit.OldText)}`";
        }

        files.Set(edit.Path, string.Concat(text.AsSpan(0, edit.Start), edit.NewText, text.AsSpan(edit.Start + edit.OldText.Length)));
        return null;
    }

    private static string Shown(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
