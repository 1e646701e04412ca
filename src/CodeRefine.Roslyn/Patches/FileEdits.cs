using CodeRefine.Core.Patches;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Whole files: written, or deleted.</summary>
internal static class FileEdits
{
    public static string? Write(PatchedFiles files, Edit.WholeFile edit)
    {
        if (PathRules.RefuseWriting(files.Problem, files.Tree, edit.Path) is { } refused)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(edit.Text))
        {
            return $"the text for `{edit.Path}` is empty: give the whole file, or delete it by a delete-file edit";
        }

        // The mark of byte order is in the file's encoding, never in its text.
        var text = edit.Text.TrimStart('\uFEFF');
        files.Set(edit.Path, files.Tree.TryGet(edit.Path, out var old) ? LikeOld(text, old.Text) : LikeOthers(files, text));
        return null;
    }

    public static string? Delete(PatchedFiles files, Edit.DeleteFile edit)
    {
        if (PathRules.RefuseExisting(files.Problem, files.Tree, edit.Path) is { } refused)
        {
            return refused;
        }

        files.Remove(edit.Path);
        return null;
    }

    private static string LikeOld(string text, string old)
    {
        var ending = LineEndings.Dominant(old);
        var result = ending is null ? text : LineEndings.Apply(text, ending);
        var endsWithLine = result.EndsWith('\n') || result.EndsWith('\r');
        if (old.Length > 0 && (old.EndsWith('\n') || old.EndsWith('\r')))
        {
            return endsWithLine ? result : result + (ending ?? "\n");
        }

        return old.Length > 0 && ending is not null ? result.TrimEnd('\r', '\n') : result;
    }

    private static string LikeOthers(PatchedFiles files, string text)
    {
        var ending = files.SourcePaths.Select(p => LineEndings.Dominant(files.Tree[p].Text)).OfType<string>()
            .GroupBy(e => e).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? "\n";
        return LineEndings.Apply(text.EndsWith('\n') ? text : text + "\n", ending);
    }
}
