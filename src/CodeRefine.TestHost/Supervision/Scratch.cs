namespace CodeRefine.TestHost.Supervision;

/// <summary>The one folder that a candidate may write to. Emptied after each job.</summary>
internal sealed class Scratch(string folder)
{
    private readonly bool ownMount = IsOwnMount(folder);

    public string Folder => folder;

    /// <summary>Whether it is full: at <paramref name="limit"/> (0: none), or, where it is a file system of its own, out of space.</summary>
    public bool IsFull(long limit)
    {
        if (!ownMount)
        {
            return limit > 0 && Measure(limit) >= limit;
        }

        var drive = new DriveInfo(folder);
        var free = drive.TotalFreeSpace;
        return free < Environment.SystemPageSize || (limit > 0 && drive.TotalSize - free >= limit);
    }

    /// <exception cref="IOException">Something would not go.</exception>
    public void Empty()
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } directory)
            {
                Open(directory);
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    // A candidate can take its own rights on a folder away; they are given back before it is deleted.
    private static void Open(DirectoryInfo directory)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if ((directory.UnixFileMode & Owner) != Owner)
        {
            directory.UnixFileMode |= Owner;
        }

        foreach (var inner in directory.EnumerateDirectories())
        {
            if (inner.LinkTarget is null)
            {
                Open(inner);
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
