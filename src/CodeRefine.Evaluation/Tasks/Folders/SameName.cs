using CodeRefine.Core;

namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>Refuses files whose paths differ only in case: on many systems they are one file, and a solution could not be told apart from what it overwrites.</summary>
internal static class SameName
{
    public static void Refuse(string root, IEnumerable<string> paths)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (!seen.TryAdd(path, path) && seen[path] != path)
            {
                throw new UserErrorException($"{Path.Combine(root, path)} and {seen[path]} differ only in case: rename one, since they are the same file on other systems.");
            }
        }
    }
}
