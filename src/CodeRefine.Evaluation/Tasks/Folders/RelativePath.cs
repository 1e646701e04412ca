namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>Paths below a task's folder, as models and files write them: hostile until shown otherwise.</summary>
internal static class RelativePath
{
    /// <summary>Why <paramref name="path"/> is no plain relative path, or null where it is one.</summary>
    public static string? Problem(string path) =>
        path.Length == 0 ? "is empty"
        : path.Length > 260 ? "is longer than 260 characters"
        : path.Any(char.IsControl) ? "has a control character"
        : path.Contains('\\') ? "has a backslash: write forward slashes"
        : path.StartsWith('/') || path.Contains(':') ? "is absolute: write it relative to the task's folder"
        : path.Split('/').Any(s => s is "" or "." or "..") ? "is not a plain relative path: no '.', '..' or empty parts"
        : path.Split('/').Any(s => s.EndsWith('.') || s.EndsWith(' ')) ? "has a part that ends in a dot or a space, which some systems drop"
        : null;
}
