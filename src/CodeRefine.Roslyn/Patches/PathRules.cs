using System.Buffers;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Which paths a patch may name. Each refusal says what is wrong with the path and what to do.</summary>
internal static class PathRules
{
    private const int MaxPathLength = 240;
    private static readonly SearchValues<char> Reserved = SearchValues.Create("<>:\"|?*");

    /// <summary>Null when a file that stands in the tree may be changed at <paramref name="path"/>.</summary>
    public static string? RefuseExisting(Problem problem, SourceTree tree, string path) =>
        RefuseShape(path)
        ?? (tree.Contains(path) ? RefuseEditing(problem, path) : Missing(tree, path));

    /// <summary>Null when a file may be written at <paramref name="path"/>, be it new or there.</summary>
    public static string? RefuseWriting(Problem problem, SourceTree tree, string path) =>
        RefuseShape(path)
        ?? RefuseEditing(problem, path)
        ?? (tree.Contains(path) ? null : RefuseNew(tree, path));

    private static string? RefuseShape(string path)
    {
        if (path.Length > MaxPathLength)
        {
            return $"the path is {path.Length} characters long; at most {MaxPathLength} are taken";
        }

        if (path.Contains('\0', StringComparison.Ordinal) || path.Any(char.IsControl))
        {
            return "the path holds a control character";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return $"`{path}` holds a backslash: paths use forward slashes";
        }

        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':'))
        {
            return $"`{path}` is an absolute path: paths are relative to the sources";
        }

        return path.Split('/').Select(segment => RefuseSegment(path, segment)).FirstOrDefault(r => r is not null);
    }

    private static string? RefuseSegment(string path, string segment) => segment switch
    {
        "" => $"`{path}` has an empty part between its slashes",
        "." or ".." => $"`{path}` holds `{segment}`: write the path from the root of the sources, without `.` and `..`",
        _ when segment.Equals(".git", StringComparison.OrdinalIgnoreCase) || segment.Equals(".coderefine", StringComparison.OrdinalIgnoreCase) => $"`{path}` lies in `{segment}`, which is not part of the sources",
        _ when segment.EndsWith('.') || segment.EndsWith(' ') || segment.StartsWith(' ') => $"`{path}` has a part that begins or ends with a blank or ends with a dot, which not every file system can hold",
        _ when segment.AsSpan().ContainsAny(Reserved) => $"`{path}` holds a character that not every file system can hold (one of < > : \" | ? *)",
        _ => null,
    };

    private static string? RefuseEditing(Problem problem, string path)
    {
        if (problem.CheckSources.Contains(path))
        {
            return $"`{path}` is one of the checks, which are read-only: change the code that they check";
        }

        return problem.Editable.Allows(path, out var reason) ? null : reason;
    }

    private static string? RefuseNew(SourceTree tree, string path)
    {
        if (!path.EndsWith(".cs", StringComparison.Ordinal))
        {
            return $"`{path}` would be a new file that is no C# source: only `.cs` files can be added";
        }

        foreach (var known in tree.Paths)
        {
            if (known.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase))
            {
                return $"`{path}` is a folder of the sources, so no file can be written there";
            }

            if (path.StartsWith(known + "/", StringComparison.OrdinalIgnoreCase))
            {
                return $"`{path}` can't be written: `{known}` is a file, not a folder";
            }

            if (CaseCollision(known, path) is { } part)
            {
                return $"`{path}` differs from `{part}`, which is there, only in the case of letters: use the path that is there";
            }
        }

        return null;
    }

    /// <summary>The leading part of <paramref name="known"/> that <paramref name="path"/> spells in other case.</summary>
    private static string? CaseCollision(string known, string path)
    {
        var (ours, theirs) = (path.Split('/'), known.Split('/'));
        for (var depth = 0; depth < Math.Min(ours.Length, theirs.Length); depth++)
        {
            if (!ours[depth].Equals(theirs[depth], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (ours[depth] != theirs[depth])
            {
                return string.Join('/', theirs[..(depth + 1)]);
            }
        }

        return null;
    }

    private static string Missing(SourceTree tree, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var near = tree.Paths.Where(p => p.Equals(path, StringComparison.OrdinalIgnoreCase) || p[(p.LastIndexOf('/') + 1)..].Equals(name, StringComparison.OrdinalIgnoreCase)).Take(3).ToList();
        var there = near.Count > 0 ? near : [.. tree.Paths.Take(8)];
        return $"there is no file `{path}`; {(near.Count > 0 ? "is one of these meant" : "the sources hold")}: {string.Join(", ", there.Select(p => $"`{p}`"))}";
    }
}
