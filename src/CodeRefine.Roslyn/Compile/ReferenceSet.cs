using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Compile;

/// <summary>What candidates and checks are compiled against. Framework references are read once a process; the candidate never sees a test framework.</summary>
public sealed class ReferenceSet
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> framework = new(() => [.. FrameworkFiles().Select(Reference)]);

    /// <summary>Assemblies that checks need beside the framework. Each check project of a user's own refers to the same.</summary>
    private static readonly ImmutableArray<string> checkAssemblies = ["xunit.core", "xunit.assert", "xunit.abstractions", "CodeRefine.Properties", "FsCheck", "FSharp.Core"];

    /// <summary>The same for checks of xunit v3, in the test host's folder.</summary>
    private static readonly ImmutableArray<string> xunitV3Assemblies =
        ["xunit.v3/xunit.v3.core", "xunit.v3/xunit.v3.assert", "xunit.v3/xunit.v3.common", "xunit.v3/Microsoft.Bcl.AsyncInterfaces", "xunit.v3/CodeRefine.Properties.XunitV3", "FsCheck", "FSharp.Core"];

    private readonly Lazy<ReferenceSet>? xunitV3;

    /// <param name="testHostFolder">The folder of the test host: it holds xunit v2 and v3, FsCheck and CodeRefine.Properties, the very files that run in the sandbox.</param>
    /// <exception cref="UserErrorException">The folder or one of its assemblies is missing.</exception>
    public ReferenceSet(string testHostFolder)
        : this(Files(testHostFolder, checkAssemblies))
    {
        xunitV3 = new(() => new(Files(testHostFolder, xunitV3Assemblies), CheckFramework.XunitV3));
    }

    /// <param name="checkAssemblyFiles">Paths of the assemblies that only checks may use.</param>
    /// <param name="checkFramework">The framework that these are.</param>
    /// <exception cref="UserErrorException">One of them is missing.</exception>
    public ReferenceSet(IEnumerable<string> checkAssemblyFiles, CheckFramework checkFramework = CheckFramework.XunitV2)
    {
        Framework = checkFramework;
        var files = checkAssemblyFiles.ToList();
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            throw new UserErrorException($"The test host's assembly '{missing}' is missing: build or install CodeRefine again, or point CODEREFINE_TESTHOST at a complete test host folder.", UserErrorKind.Environment);
        }

        CheckFrameworkNames = [.. files.Select(Path.GetFileNameWithoutExtension).OfType<string>()];
        Candidate = framework.Value;
        Checks = [.. Candidate, .. files.Select(Reference)];
    }

    /// <summary>The framework of checks that are compiled against this.</summary>
    public CheckFramework Framework { get; }

    /// <summary>The framework alone.</summary>
    public ImmutableArray<MetadataReference> Candidate { get; }

    /// <summary>The framework, xunit and the properties library; the candidate comes to it when checks are compiled.</summary>
    public ImmutableArray<MetadataReference> Checks { get; }

    /// <summary>Simple names of the assemblies that are the checks' own framework.</summary>
    public ImmutableHashSet<string> CheckFrameworkNames { get; }

    /// <summary>The set for checks of that framework.</summary>
    /// <exception cref="UserErrorException">An assembly of it is missing in the test host's folder.</exception>
    public ReferenceSet For(CheckFramework framework) => framework == CheckFramework.XunitV3 && Framework != framework && xunitV3 is not null ? xunitV3.Value : this;

    private static IEnumerable<string> Files(string folder, ImmutableArray<string> names) => names.Select(name => Path.Combine(folder, name + ".dll"));

    private static PortableExecutableReference Reference(string file) => MetadataReference.CreateFromFile(file);

    /// <summary>Reference assemblies of the SDK where it is there; else the running framework's own, which hold the same public names.</summary>
    private static IEnumerable<string> FrameworkFiles()
    {
        var shared = RuntimeEnvironment.GetRuntimeDirectory();
        var root = Path.GetFullPath(Path.Combine(shared, "..", "..", ".."));
        var packs = new DirectoryInfo(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"));
        var major = Environment.Version.Major;
        var pack = !packs.Exists ? null : packs.EnumerateDirectories($"{major}.*")
            .Select(d => (Folder: Path.Combine(d.FullName, "ref", $"net{major}.0"), Version: Version.TryParse(d.Name, out var v) ? v : null))
            .Where(d => d.Version is not null && Directory.Exists(d.Folder))
            .MaxBy(d => d.Version).Folder;
        var files = Directory.EnumerateFiles(pack ?? shared, "*.dll").Order(StringComparer.Ordinal);
        return pack is not null ? files : files.Where(IsManaged);
    }

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var pe = new PEReader(stream);
        return pe.HasMetadata;
    }
}
