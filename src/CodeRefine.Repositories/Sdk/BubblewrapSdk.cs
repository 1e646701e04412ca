using System.Globalization;
using CodeRefine.Repositories.Processes;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Repositories.Sdk;

/// <summary>
/// The SDK in bubblewrap's namespaces: no network but for a restore, the system and the package caches read-only, one folder to write to, an environment of
/// our own, and no process that outlives the run.
/// </summary>
public sealed class BubblewrapSdk(BubblewrapProgram program, SdkPlaces places) : ISdk
{
    private const int User = 65532;
    private const string Home = "/tmp/home";

    // Mounts of folders that the sandbox's user can't reach by their own paths are made by root before root is given up: pairs of source and target, then --.
    private const string Bind = "while [ \"$1\" != -- ]; do mount --bind \"$1\" \"$2\" || exit 125; shift 2; done; shift; exec \"$@\"";
    private static readonly string[] system = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ssl/certs", "/etc/pki", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"];
    private static readonly string[] resolving = ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"];

    public string Name => "bubblewrap";

    public SdkPlaces Places => places;

    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (program.SetPriv is not null)
        {
            var user = User.ToString(CultureInfo.InvariantCulture);
            await new Command("chown").WithArguments("-R", "-h", $"{user}:{user}", "--", folder).ExecuteSuccessfullyAsync(cancellationToken);
        }
    }

    public async Task<SdkResult> RunAsync(SdkRun run, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(places.Packages);
        if (run.Network)
        {
            await OwnAsync(places.Packages, cancellationToken);
        }

        using var stage = new Stage();
        var command = Build(run, stage.Path);
        using var late = new CancellationTokenSource(run.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // "Dies with its parent" means the thread that started it: one that stays.
            var result = await StartingThread.Run(() => command.ExecuteAsync(either.Token));
            return new SdkResult(result.ExitCode, result.Output + result.Error, false, result.Duration);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SdkResult(-1, $"It did not end within {run.Timeout.TotalSeconds:0} s.", true, run.Timeout);
        }
    }

    private Command Build(SdkRun run, string stage)
    {
        var files = Identity(stage);
        List<(string Source, string Target, bool Write)> wanted = [(run.Folder, run.Folder, true), (places.Packages, places.Packages, run.Network), (places.DotnetRoot, places.DotnetRoot, false)];
        if (places.UserPackages is { } user)
        {
            wanted.Add((user, user, false));
        }

        List<string> staged = [];
        var binds = new List<string>();
        foreach (var (source, target, write) in wanted)
        {
            binds.AddRange([write ? "--bind" : "--ro-bind", Reachable(source, stage, staged), target]);
        }

        var arguments = new List<string>();
        if (program.SetPriv is { } setpriv)
        {
            var id = User.ToString(CultureInfo.InvariantCulture);
            if (staged.Count > 0)
            {
                arguments.AddRange(["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", Bind, "sh", .. staged, "--"]);
            }

            arguments.AddRange([setpriv, "--reuid", id, "--regid", id, "--clear-groups", "--no-new-privs"]);
        }

        arguments.AddRange([program.Path, .. Walls(run, files), .. binds, "--remount-ro", "/", "--chdir", run.WorkingDirectory ?? run.Folder]);
        var command = new Command(arguments[0]) { InheritedEnvironment = ["PATH"], Arguments = [.. arguments.Skip(1), "--", Path.Combine(places.DotnetRoot, "dotnet"), .. run.Arguments] };
        foreach (var (name, value) in SdkEnvironment.Of(places, run, Home))
        {
            command = command.WithEnvironment(name, value);
        }

        return command.WithWorkingDirectory("/");
    }

    private static List<string> Walls(SdkRun run, (string Passwd, string Group) files)
    {
        var id = User.ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session", "--uid", id, "--gid", id, "--hostname", "sdk", "--cap-drop", "ALL"];
        if (run.Network)
        {
            arguments.Add("--share-net");
        }

        foreach (var path in system.Concat(run.Network ? resolving : []))
        {
            arguments.AddRange(["--ro-bind-try", path, path]);
        }

        // Without a name for its user NuGet waits for ever.
        arguments.AddRange(["--ro-bind", files.Passwd, "/etc/passwd", "--ro-bind", files.Group, "/etc/group", "--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--dev", "/dev", "--perms", "1777", "--size", "2147483648", "--tmpfs", "/tmp", "--dir", Home]);
        return arguments;
    }

    private static (string Passwd, string Group) Identity(string stage)
    {
        var passwd = Path.Combine(stage, "passwd");
        var group = Path.Combine(stage, "group");
        File.WriteAllText(passwd, $"root:x:0:0:root:/:/bin/sh\nsdk:x:{User}:{User}:sdk:{Home}:/bin/sh\n");
        File.WriteAllText(group, $"root:x:0:\nsdk:x:{User}:\n");
        File.SetUnixFileMode(passwd, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(group, (UnixFileMode)0b110_100_100);
        return (passwd, group);
    }

    /// <summary>A path that the sandbox's user can follow: the folder's own, or a mount point of ours that root binds it to.</summary>
    private string Reachable(string folder, string stage, List<string> staged)
    {
        if (program.SetPriv is null || IsOpen(folder))
        {
            return folder;
        }

        var target = Path.Combine(stage, string.Create(CultureInfo.InvariantCulture, $"m{staged.Count / 2}"));
        Directory.CreateDirectory(target);
        staged.AddRange([folder, target]);
        return target;
    }

    private static bool IsOpen(string folder)
    {
        for (var at = Path.GetDirectoryName(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (!File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What one run's namespaces are made of on this side: gone with the run. Mounts on its folders were in namespaces that have ended.</summary>
    private sealed class Stage : IDisposable
    {
        public Stage() => File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);

        public string Path { get; } = Directory.CreateTempSubdirectory("coderefine-mounts-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
