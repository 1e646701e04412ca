using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks;

/// <summary>Writes a solution back: the files that differ from the starting ones, if they may be edited, each whole or not at all. Nothing else is touched.</summary>
public static class TaskWriter
{
    /// <summary>Writes into the task's own folder.</summary>
    /// <returns>What was written, in ordinal order of paths.</returns>
    /// <exception cref="UserErrorException">A file changed since the task was loaded, a path leads through a link, or the folder cannot be written; nothing has been changed then, or what is named.</exception>
    public static ImmutableArray<WrittenFile> Write(LoadedTask task, SourceTree solution)
    {
        var changes = Changes(task, solution);
        foreach (var change in changes)
        {
            RequireUnlinked(task.Root, change.Path);
            RequireUntouched(task, change.Path);
        }

        return Apply(task.Root, solution, changes);
    }

    /// <summary>Writes the solution's sources, all of them, into another folder, which may be new; the task's own stays as it is.</summary>
    public static ImmutableArray<WrittenFile> WriteTo(string folder, LoadedTask task, SourceTree solution)
    {
        var root = Path.GetFullPath(folder);
        if (File.Exists(root))
        {
            throw new UserErrorException($"{root} is a file: name a folder for the solution.");
        }

        var allowed = Changes(task, solution).Where(c => c.Kind != WrittenKind.Deleted).Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        var all = solution.Paths.Where(p => allowed.Contains(p) || task.Problem.Sources.Contains(p))
            .Select(p => new WrittenFile(p, File.Exists(Path.Combine(root, p)) ? WrittenKind.Changed : WrittenKind.Added)).ToImmutableArray();
        foreach (var file in all)
        {
            RequireUnlinked(root, file.Path);
        }

        return Apply(root, solution, all);
    }

    /// <summary>What <see cref="Write"/> would do.</summary>
    public static ImmutableArray<WrittenFile> Changes(LoadedTask task, SourceTree solution)
    {
        var start = task.Problem.Sources;
        var changed = solution.Files.Where(f => !start.TryGet(f.Key, out var old) || old != f.Value)
            .Select(f => new WrittenFile(f.Key, start.Contains(f.Key) ? WrittenKind.Changed : WrittenKind.Added));
        var deleted = start.Paths.Where(p => !solution.Contains(p)).Select(p => new WrittenFile(p, WrittenKind.Deleted));
        var changes = changed.Concat(deleted).OrderBy(c => c.Path, StringComparer.Ordinal).ToImmutableArray();
        foreach (var change in changes)
        {
            if (!task.Problem.Editable.Allows(change.Path, out var reason))
            {
                throw new InvalidOperationException($"A solution changed what it may not: {reason}");
            }
        }

        return changes;
    }

    private static ImmutableArray<WrittenFile> Apply(string root, SourceTree solution, ImmutableArray<WrittenFile> changes)
    {
        foreach (var change in changes)
        {
            var full = Path.Combine(root, change.Path);
            try
            {
                if (change.Kind == WrittenKind.Deleted)
                {
                    File.Delete(full);
                }
                else
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                    AtomicFile.Write(full, SourceBytes.Encode(solution[change.Path]));
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"{full} cannot be written: {refused.Message} The solution is kept in the history; write it elsewhere by --out.", refused);
            }
        }

        return changes;
    }

    /// <summary>A link anywhere on the way could lead out of the folder.</summary>
    private static void RequireUnlinked(string root, string path)
    {
        if (RelativePath.Problem(path) is { } problem)
        {
            throw new InvalidOperationException($"'{path}' {problem}.");
        }

        var full = root;
        foreach (var step in path.Split('/'))
        {
            full = Path.Combine(full, step);
            if (new FileInfo(full).LinkTarget is not null)
            {
                throw new UserErrorException($"{full} is a symbolic link, and nothing is written through it: replace it by a real file or folder, or write the solution elsewhere by --out.");
            }
        }
    }

    /// <summary>The user may have gone on working meanwhile: that is not overwritten.</summary>
    private static void RequireUntouched(LoadedTask task, string path)
    {
        var full = Path.Combine(task.Root, path);
        var isThere = File.Exists(full);
        var asItWas = task.Problem.Sources.TryGet(path, out var start)
            ? isThere && File.ReadAllBytes(full).AsSpan().SequenceEqual(SourceBytes.Encode(start))
            : !isThere;
        if (!asItWas)
        {
            throw new UserErrorException($"{full} was changed by somebody else since the run began, and is left as it is: write the solution elsewhere by --out, or take it from the history.");
        }
    }
}

/// <param name="Path">Relative, with forward slashes.</param>
public sealed record WrittenFile(string Path, WrittenKind Kind);

public enum WrittenKind
{
    Changed,
    Added,
    Deleted,
}
