using System.Security.Cryptography;
using System.Text;

namespace CodeRefine.Sandboxes.Images;

/// <summary>Every file that a sandbox holds, and where: one layout for the image and for bubblewrap's mounts.</summary>
public sealed class SandboxFiles
{
    public const string RuntimeRoot = "/dotnet";
    public const string Libraries = "/native";
    public const string TestHost = "/testhost";
    public const string TimeZones = "/usr/share/zoneinfo";

    // For debuggers and tracers, which no sandbox has; the last one also links a library that few machines have.
    private static readonly string[] LeftOut = ["libmscordbi.so", "libmscordaccore.so", "createdump", "libcoreclrtraceptprovider.so"];

    private SandboxFiles(IReadOnlyList<SandboxFile> runtime, IReadOnlyList<SandboxFile> testHost)
    {
        Runtime = runtime;
        Hosted = testHost;
    }

    /// <summary>The .NET runtime and the native libraries.</summary>
    public IReadOnlyList<SandboxFile> Runtime { get; }

    /// <summary>The published test host.</summary>
    public IReadOnlyList<SandboxFile> Hosted { get; }
    public IEnumerable<SandboxFile> All => Runtime.Concat(Hosted);

    /// <exception cref="FileNotFoundException">A native library that the runtime links is missing.</exception>
    public static SandboxFiles Collect(HostRuntime runtime, string testHostFolder)
    {
        var files = new List<SandboxFile> { new(runtime.Muxer, RuntimeRoot + "/dotnet") };
        files.AddRange(FilesOf(runtime.Resolver, $"{RuntimeRoot}/host/fxr/{Path.GetFileName(runtime.Resolver)}"));
        files.AddRange(FilesOf(runtime.Framework, $"{RuntimeRoot}/shared/Microsoft.NETCore.App/{runtime.Version}").Where(f => !LeftOut.Contains(Path.GetFileName(f.Path))));
        var binaries = files.Select(f => f.HostPath).Where(f => f.EndsWith(".so", StringComparison.Ordinal) || f == runtime.Muxer).ToList();
        var (libraries, loader) = NativeLibraries.OfThisMachine().Resolve(binaries);
        files.AddRange(libraries.Select(l => new SandboxFile(l.Value, $"{Libraries}/{l.Key}")));
        if (loader is not null)
        {
            files.Add(new SandboxFile(new FileInfo(loader).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? loader, loader));
        }

        if (Directory.Exists(TimeZones))
        {
            // Regions and the database's own version; `posix/` and `right/` are copies of the whole.
            files.AddRange(FilesOf(TimeZones, TimeZones).Where(f => !f.Path.StartsWith(TimeZones + "/posix/", StringComparison.Ordinal) && !f.Path.StartsWith(TimeZones + "/right/", StringComparison.Ordinal)));
        }

        return new SandboxFiles(Sorted(files), Sorted(FilesOf(testHostFolder, TestHost)));
    }

    /// <summary>The test host alone, for an image that brings its own runtime.</summary>
    public static SandboxFiles OfTestHost(string testHostFolder) => new([], Sorted(FilesOf(testHostFolder, TestHost)));

    /// <summary>Changes when the runtime, a native library or the test host does. The runtime's files go in by size and time, which is quick; the test host's by content.</summary>
    public string Hash(string definition)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => sha.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        Add(definition);
        foreach (var file in Runtime)
        {
            var info = new FileInfo(file.HostPath);
            Add($"{file.Path}|{info.Length}|{info.LastWriteTimeUtc.Ticks}");
        }

        foreach (var file in Hosted)
        {
            Add($"{file.Path}|{new FileInfo(file.HostPath).Length}");
            using var content = File.OpenRead(file.HostPath);
            Add(Convert.ToHexString(SHA256.HashData(content)));
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static IEnumerable<SandboxFile> FilesOf(string folder, string target) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(File.Exists)
        .Select(path => new SandboxFile(path, target + "/" + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')));

    private static List<SandboxFile> Sorted(IEnumerable<SandboxFile> files) => files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
}

/// <param name="HostPath">The file on this machine, links followed.</param>
/// <param name="Path">Absolute path inside the sandbox.</param>
public sealed record SandboxFile(string HostPath, string Path);
