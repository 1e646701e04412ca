using System.Globalization;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>The command line of a bubblewrap cell: fixed arguments, nothing of a candidate's or a task's in them.</summary>
internal static class BubblewrapCommand
{
    /// <summary>The user inside, and outside too where the tool runs as root.</summary>
    public const int User = 65532;

    // The filter is given as an open descriptor. A .NET process can't pass one on, so a shell opens it: $0 is the filter's file, the rest the
    // command. No core dumps: where the host pipes them to a program of its own, a candidate would feed that program.
    private const string Shell = "ulimit -c 0; ulimit -n 1024; exec \"$@\" 9<\"$0\"";

    /// <param name="bubblewrap">Path of the program.</param>
    /// <param name="setpriv">Path of the program, where this process is root and must not start namespaces as such; else null.</param>
    /// <param name="filter">File with the compiled seccomp filter; null for none.</param>
    /// <param name="forkHosts">Whether hosts may be forked.</param>
    public static IReadOnlyList<string> Build(string bubblewrap, string? setpriv, string? filter, IReadOnlyList<SandboxMount> mounts, CellLimits limits, bool forkHosts)
    {
        var user = User.ToString(CultureInfo.InvariantCulture);
        List<string> command = filter is null ? [] : ["/bin/sh", "-c", Shell, filter];
        if (setpriv is not null)
        {
            // With root's own user id behind the namespace, files of /proc/sys that belong to root would stand open.
            command.AddRange([setpriv, "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"]);
        }

        command.AddRange([
            bubblewrap,
            "--unshare-all", "--unshare-user", "--disable-userns",
            "--die-with-parent", "--new-session", "--as-pid-1",
            "--uid", user, "--gid", user, "--hostname", "cell",
            "--cap-drop", "ALL",
        ]);
        foreach (var mount in mounts)
        {
            command.AddRange(["--ro-bind", mount.HostPath, mount.Path]);
        }

        // The kernel's settings are read-only; devices are the five that hold nothing; /tmp has a size; the rest can't be written to.
        command.AddRange(["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]);
        foreach (var device in (string[])["null", "zero", "full", "random", "urandom"])
        {
            command.AddRange(["--dev-bind", "/dev/" + device, "/dev/" + device]);
        }

        command.AddRange([
            "--perms", "1777", "--size", limits.ScratchBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", CellEnvironment.Home,
            "--remount-ro", "/", "--chdir", CellEnvironment.Home,
        ]);
        if (filter is not null)
        {
            command.AddRange(["--seccomp", "9"]);
        }

        command.AddRange(["--", SandboxFiles.RuntimeRoot + "/dotnet", SandboxFiles.TestHost + "/" + TestHostFolder.Assembly, .. CellCommand.Of(forkHosts), .. ProcessLimit(limits)]);
        return command;
    }

    // Since Linux 5.14 the kernel counts processes by user namespace, which is the cell's own. Before, it counted those of the user in all cells.
    private static IEnumerable<string> ProcessLimit(CellLimits limits) =>
        OperatingSystem.IsOSPlatformVersionAtLeast("Linux", 5, 14) ? ["--processes", limits.OuterProcesses.ToString(CultureInfo.InvariantCulture)] : [];
}

/// <param name="HostPath">File or folder on this machine.</param>
/// <param name="Path">Where it appears, read-only.</param>
internal sealed record SandboxMount(string HostPath, string Path);
