using System.Globalization;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Supervision;

/// <summary>The one folder that a candidate may write to. Emptied after each job.</summary>
internal sealed class Scratch(string folder)
{
    /// <summary>Files cost memory that no size of a file system bounds.</summary>
    private const int MostFiles = 50_000;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly bool ownMount = IsOwnMount(folder);

    public string Folder => folder;

    /// <summary>Whether it is full: at <paramref name="limit"/> bytes (0: none), at too many files, or, where it is a file system of its own, out of space.</summary>
    public bool IsFull(long limit)
    {
        if (!ownMount)
        {
            return limit > 0 && Measure(limit) >= limit;
        }

        var room = default(FileSystemRoom);
        if (Libc.StatFileSystem(folder, ref room) == 0 && room.Files - room.FreeFiles > MostFiles)
        {
            return true;
        }

        var drive = new DriveInfo(folder);
        var free = drive.TotalFreeSpace;
        return free < Environment.SystemPageSize || (limit > 0 && drive.TotalSize - free >= limit);
    }

    /// <exception cref="IOException">Something would not go.</exception>
    public void Empty()
    {
        var left = new Stack<DirectoryInfo>();
        var moved = 0;
        Clear(new DirectoryInfo(folder), left.Push);
        while (left.TryPop(out var directory))
        {
            // A folder in a folder comes up to the top first: paths stay short, however deep a candidate has dug.
            Clear(directory, inner =>
            {
                inner.MoveTo(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".to-delete-{moved++}")));
                left.Push(inner);
            });
            directory.Delete();
        }

        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            // As with a name that is no text, which can't be named to be deleted.
            throw new IOException("something in it would not go");
        }
    }

    private static void Clear(DirectoryInfo from, Action<DirectoryInfo> inner)
    {
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } directory)
            {
                // A candidate can take its own rights on a folder away; they are given back before it is moved or read.
                directory.UnixFileMode |= Owner;
                inner(directory);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    private long Measure(long enough)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        long bytes = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                // Deleted since it was listed.
            }

            if (bytes >= enough)
            {
                break;
            }
        }

        return bytes;
    }

    private static bool IsOwnMount(string folder) =>
        File.ReadLines("/proc/self/mountinfo").Any(line => line.Split(' ') is { Length: > 4 } fields && fields[4] == folder);
}
