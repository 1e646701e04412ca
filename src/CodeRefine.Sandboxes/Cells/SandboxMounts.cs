using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>What bubblewrap binds: the layout of <see cref="SandboxFiles"/>, in whole folders where it can be.</summary>
internal static class SandboxMounts
{
    private const string Staged = "/var/lib/coderefine";

    /// <param name="forOtherUser">The cell runs as another user, who must be able to reach every file.</param>
    public static IReadOnlyList<SandboxMount> Collect(HostRuntime runtime, string testHostFolder, bool forOtherUser)
    {
        var files = SandboxFiles.Collect(runtime, testHostFolder);
        if (forOtherUser && !files.All.All(f => ReachableByAll(f.HostPath)))
        {
            // As with a runtime under /root: a copy that only root can change and anybody can read.
            var copy = Stage(files);
            return files.All.Select(f => TopFolder(f.Path)).Distinct().Select(path => new SandboxMount(copy + path, path)).ToList();
        }

        var libraries = files.Runtime.Where(f => !f.Path.StartsWith(SandboxFiles.RuntimeRoot + "/", StringComparison.Ordinal) && !f.Path.StartsWith(SandboxFiles.TimeZones + "/", StringComparison.Ordinal));
        List<SandboxMount> mounts =
        [
            new(runtime.Muxer, SandboxFiles.RuntimeRoot + "/dotnet"),
            new(runtime.Resolver, $"{SandboxFiles.RuntimeRoot}/host/fxr/{Path.GetFileName(runtime.Resolver)}"),
            new(runtime.Framework, $"{SandboxFiles.RuntimeRoot}/shared/Microsoft.NETCore.App/{runtime.Version}"),
            .. libraries.Select(f => new SandboxMount(f.HostPath, f.Path)),
            new(testHostFolder, SandboxFiles.TestHost),
        ];
        if (Directory.Exists(SandboxFiles.TimeZones))
        {
            mounts.Add(new SandboxMount(SandboxFiles.TimeZones, SandboxFiles.TimeZones));
        }

        return mounts;
    }

    // Folders of ours whole, the loader and the time zones by the place where they are looked for.
    private static string TopFolder(string path) => path switch
    {
        _ when path.StartsWith(SandboxFiles.RuntimeRoot + "/", StringComparison.Ordinal) => SandboxFiles.RuntimeRoot,
        _ when path.StartsWith(SandboxFiles.Libraries + "/", StringComparison.Ordinal) => SandboxFiles.Libraries,
        _ when path.StartsWith(SandboxFiles.TestHost + "/", StringComparison.Ordinal) => SandboxFiles.TestHost,
        _ when path.StartsWith(SandboxFiles.TimeZones + "/", StringComparison.Ordinal) => SandboxFiles.TimeZones,
        _ => path,
    };

    private static bool ReachableByAll(string path)
    {
        if (!File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead))
        {
            return false;
        }

        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static string Stage(SandboxFiles files)
    {
        var target = Path.Combine(Staged, files.Hash("bubblewrap")[..16]);
        if (Directory.Exists(target))
        {
            return target;
        }

        // Whole or not at all: filled under another name, then renamed.
        var filling = Path.Combine(Staged, "." + Guid.NewGuid().ToString("n"));
        foreach (var file in files.All)
        {
            var copy = filling + file.Path;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file.HostPath, copy);
            File.SetUnixFileMode(copy, (UnixFileMode)0b101_101_101);
        }

        try
        {
            Directory.Move(filling, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another process of ours was quicker.
            Directory.Delete(filling, recursive: true);
        }

        return target;
    }
}
