using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks;

/// <summary>
/// What a run may edit: the candidate's own C# files and new ones beside them, or what the task's globs name. Never a check,
/// never a file that steers the task or its build.
/// </summary>
internal sealed class EditableFiles : IEditablePaths
{
    private readonly SourceTree sources;
    private readonly SourceTree checks;
    private readonly PathGlobs? editable;
    private readonly Func<string, bool> isReserved;
    private readonly HashSet<string> folders;
    private readonly Dictionary<string, string> spelling;

    /// <param name="editable">Null for the default: every candidate file, and new ones in their folders.</param>
    /// <param name="isReserved">Whether a path lies where the task keeps its checks.</param>
    public EditableFiles(SourceTree sources, SourceTree checks, PathGlobs? editable, Func<string, bool> isReserved)
    {
        (this.sources, this.checks, this.editable, this.isReserved) = (sources, checks, editable, isReserved);
        folders = [.. sources.Paths.Where(p => editable?.Matches(p) ?? true).Select(FolderOf)];
        spelling = new(StringComparer.OrdinalIgnoreCase);
        foreach (var path in sources.Paths.Concat(checks.Paths))
        {
            spelling.TryAdd(path, path);
        }
    }

    public bool Allows(string path, out string reason)
    {
        reason = RelativePath.Problem(path) is { } malformed ? $"'{Shown(path)}' {malformed}."
            : checks.Contains(path) || isReserved(path) ? $"{path} belongs to the checks, which are read-only: change the solution instead."
            : !path.EndsWith(".cs", StringComparison.Ordinal) ? $"{path} is no C# file: only .cs files can be edited."
            : path.Split('/').SkipLast(1).Any(FolderScan.Skips) ? $"{path} lies in a folder for generated or hidden files, which are never edited."
            : spelling.TryGetValue(path, out var known) && known != path ? $"{path} differs from {known} only in case: use that name."
            : editable is not null && !editable.Matches(path) ? $"{path} is not among the task's editable files ({string.Join(", ", editable.Patterns)})."
            : editable is null && !sources.Contains(path) && !folders.Contains(FolderOf(path)) ? $"{path} is in a folder without sources of the task: put new files beside existing ones ({string.Join(", ", folders.Order(StringComparer.Ordinal).Take(5).Select(f => f + "/"))})."
            : "";
        return reason.Length == 0;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : ".";

    private static string Shown(string path) => new([.. path.Take(120).Select(c => char.IsControl(c) ? '?' : c)]);
}
