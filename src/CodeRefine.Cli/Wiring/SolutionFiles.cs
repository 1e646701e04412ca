using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Cli.Wiring;

/// <summary>Puts a solution into a folder: only files that differ, each whole or not at all, and never through a link.</summary>
internal static class SolutionFiles
{
    /// <param name="out">A folder of its own, which then gets every source file; null for the task's own, which gets those that differ.</param>
    /// <returns>The folder that was written to.</returns>
    /// <exception cref="UserErrorException">It cannot be written; the history still holds the solution.</exception>
    public static string Write(LoadedTask task, SourceTree before, SourceTree after, string? @out)
    {
        var root = @out ?? task.Root;
        try
        {
            Directory.CreateDirectory(root);
            foreach (var (path, file) in after.Files.Where(f => @out is not null || !(before.TryGet(f.Key, out var old) && old == f.Value)))
            {
                WriteFile(root, path, SourceBytes.Encode(file));
            }

            foreach (var path in before.Paths.Where(p => @out is null && !after.Contains(p)))
            {
                File.Delete(Inside(root, path));
            }

            return root;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The solution cannot be written to {root}: {failure.Message} It is kept in the history: `coderefine diff` prints it.", failure);
        }
    }

    private static void WriteFile(string root, string path, byte[] content)
    {
        var full = Inside(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var draft = full + ".coderefine-new";
        File.WriteAllBytes(draft, content);
        if (File.Exists(full) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, File.GetUnixFileMode(full));
        }

        File.Move(draft, full, overwrite: true);
    }

    /// <summary>A folder may have changed since it was read: a link that leads out of it is refused at the last moment too.</summary>
    private static string Inside(string root, string path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path));
        for (var at = full; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                throw new UserErrorException($"{at} is a symbolic link, and nothing is written through it.");
            }
        }

        return full.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : throw new UserErrorException($"{path} lies outside of {root}, where nothing is written.");
    }
}
