using System.Collections.Immutable;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Tasks.Folders;

/// <summary>The files below a folder, as paths with forward slashes in ordinal order. Links are never followed, and what no source lives in is left out.</summary>
internal sealed record FolderScan(string Root, ImmutableArray<string> Files, ImmutableArray<string> Links)
{
    private const int MostEntries = 50_000;
    private const int MostDepth = 32;
    private static readonly string[] generated = ["obj", "bin", "node_modules", "TestResults"];

    public IEnumerable<string> CSharpFiles => Files.Where(f => f.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));

    public static FolderScan Of(string root)
    {
        var files = new List<string>();
        var links = new List<string>();
        var pending = new Stack<(DirectoryInfo Folder, string Prefix, int Depth)>();
        pending.Push((new DirectoryInfo(root), "", 0));
        var seen = 0;
        while (pending.TryPop(out var next))
        {
            foreach (var entry in Entries(next.Folder))
            {
                var path = next.Prefix + entry.Name;
                Require(++seen <= MostEntries, $"{root} holds more than {MostEntries} files: name the folder of one task.");
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    links.Add(path);
                }
                else if (entry is not DirectoryInfo folder)
                {
                    files.Add(path);
                }
                else if (!Skips(folder.Name))
                {
                    Require(next.Depth < MostDepth, $"{Path.Combine(root, path)} is nested more than {MostDepth} folders deep: name the folder of one task.");
                    pending.Push((folder, path + "/", next.Depth + 1));
                }
            }
        }

        files.Sort(StringComparer.Ordinal);
        links.Sort(StringComparer.Ordinal);
        return new FolderScan(root, [.. files], [.. links]);
    }

    /// <summary>What a link would have brought in is missing from the task: said where it may matter.</summary>
    public IEnumerable<string> LinkNotes() => Links
        .Where(l => l.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || !Path.HasExtension(l))
        .Select(l => $"{l} is a symbolic link and is not followed; copy what it points to into the folder if the task needs it.");

    internal static bool Skips(string folderName) => folderName.StartsWith('.') || generated.Contains(folderName, StringComparer.OrdinalIgnoreCase);

    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new UserErrorException($"The folder {folder.FullName} cannot be read: {refused.Message} Check its permissions.", refused);
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new UserErrorException(message);
        }
    }
}
