using System.Runtime.InteropServices;
using CodeRefine.Core;

namespace CodeRefine.Sandboxes.Images;

/// <summary>The .NET runtime of this machine that goes into the sandbox: the one that runs this process, so that the compiler's references and the sandbox agree.</summary>
/// <param name="Root">Folder with the <c>dotnet</c> muxer.</param>
/// <param name="Framework">Folder of <c>Microsoft.NETCore.App</c> in the running version.</param>
/// <param name="Resolver">Folder of <c>libhostfxr.so</c>.</param>
/// <param name="Version">As <c>10.0.12</c>.</param>
public sealed record HostRuntime(string Root, string Framework, string Resolver, string Version)
{
    public string Muxer => Path.Combine(Root, "dotnet");

    /// <exception cref="UserErrorException">This process runs on no shared runtime, and none of its version is installed.</exception>
    public static HostRuntime Find()
    {
        var running = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/');
        foreach (var framework in Candidates(running).Where(Directory.Exists))
        {
            var root = Path.GetFullPath(Path.Combine(framework, "../../.."));
            var version = Path.GetFileName(framework);
            if (File.Exists(Path.Combine(root, "dotnet")) && NewestResolver(root) is { } resolver)
            {
                return new HostRuntime(root, framework, resolver, version);
            }
        }

        throw new UserErrorException($"No installed .NET runtime {Environment.Version.ToString(3)} with its dotnet program is found for the sandbox: install it, or set DOTNET_ROOT to its folder.", UserErrorKind.Environment);
    }

    private static IEnumerable<string> Candidates(string running)
    {
        yield return running;
        var version = Environment.Version.ToString(3);
        string?[] roots = [Environment.GetEnvironmentVariable("DOTNET_ROOT"), "/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".dotnet")];
        foreach (var root in roots)
        {
            if (!string.IsNullOrEmpty(root))
            {
                yield return Path.Combine(root, "shared", "Microsoft.NETCore.App", version);
            }
        }
    }

    private static string? NewestResolver(string root)
    {
        var folder = Path.Combine(root, "host", "fxr");
        return !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder)
            .Where(f => File.Exists(Path.Combine(f, "libhostfxr.so")) && System.Version.TryParse(Path.GetFileName(f), out _))
            .MaxBy(f => System.Version.Parse(Path.GetFileName(f)));
    }
}
