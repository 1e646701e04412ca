using System.Collections.Immutable;
using CodeRefine.Core.Problems;

namespace CodeRefine.Repositories.Loading;

/// <summary>A repository as it was loaded: its projects as the build sees them, its C# files as text, and what could not be loaded. Immutable; compilations come from <see cref="RepositoryCompilations"/>.</summary>
public sealed record LoadedRepository
{
    /// <summary>Absolute path of the checkout that was loaded. Paths in this record are relative to it, with forward slashes, unless they say otherwise.</summary>
    public required string Root { get; init; }

    /// <summary>One for each project file and target framework, in the order of paths, then of the project's own frameworks.</summary>
    public required ImmutableArray<LoadedProject> Projects { get; init; }

    /// <summary>Every C# file that a project compiles and that lies in the checkout, with its text, line endings and byte order mark.</summary>
    public required SourceTree Sources { get; init; }

    /// <summary>Files among <see cref="Sources"/> that are read and never edited, with the reason: generated, not UTF-8, too large, outside of git.</summary>
    public required ImmutableDictionary<string, string> ReadOnly { get; init; }

    /// <summary>What could not be loaded and why, and what was loaded otherwise than the repository asks for.</summary>
    public required ImmutableArray<LoadProblem> Problems { get; init; }

    public LoadedProject this[string id] => Projects.First(p => p.Id == id);

    public IEnumerable<LoadedProject> TestProjects => Projects.Where(p => p.Tests is not null);

    /// <summary>The projects that compile this file.</summary>
    public IEnumerable<LoadedProject> ProjectsOf(string path) => Projects.Where(p => p.Sources.Contains(path));

    /// <summary>The project itself and all that it refers to, directly or not; those without references of their own first.</summary>
    public ImmutableArray<LoadedProject> Closure(LoadedProject project)
    {
        var found = new List<LoadedProject>();
        Visit(project, [], found);
        return [.. found];
    }

    private void Visit(LoadedProject project, HashSet<string> seen, List<LoadedProject> found)
    {
        if (!seen.Add(project.Id))
        {
            return;
        }

        foreach (var other in project.ProjectReferences.Select(id => Projects.FirstOrDefault(p => p.Id == id)).OfType<LoadedProject>())
        {
            Visit(other, seen, found);
        }

        found.Add(project);
    }
}

/// <summary>One project for one target framework.</summary>
public sealed record LoadedProject
{
    /// <summary>The project file.</summary>
    public required string Path { get; init; }

    /// <summary>As the project has it: <c>net10.0</c>, <c>netstandard2.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>Names the project among all: <c>src/A/A.csproj (net10.0)</c>.</summary>
    public string Id => IdOf(Path, TargetFramework);
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
    public required string AssemblyName { get; init; }

    /// <summary>Where a build puts the assembly; it need not be there.</summary>
    public required string TargetPath { get; init; }

    /// <summary>C# files of the checkout that it compiles, linked ones too, generated ones under <c>obj/</c> not.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Documents that a build writes itself (global usings, assembly information, what source generators made): text by a name that is none of the checkout's paths.</summary>
    public required ImmutableArray<GeneratedDocument> Generated { get; init; }

    /// <summary>The compiler's arguments as the build would pass them, sources and references included; paths are absolute or relative to the project's folder.</summary>
    public required ImmutableArray<string> CompilerArguments { get; init; }

    /// <summary>Absolute paths of referenced assemblies, those of other projects of the checkout not among them.</summary>
    public required ImmutableArray<string> References { get; init; }

    /// <summary><see cref="Id"/>s of the projects that it refers to.</summary>
    public required ImmutableArray<string> ProjectReferences { get; init; }

    /// <summary>Packages that it names itself, with the version where there is one.</summary>
    public required ImmutableArray<PackageUse> Packages { get; init; }

    /// <summary>Source generators and analyzers that its build runs: absolute paths. They run in the sandboxed build only.</summary>
    public required ImmutableArray<string> Analyzers { get; init; }

    /// <summary>Null where it is no test project.</summary>
    public TestFrameworkKind? Tests { get; init; }

    public static string IdOf(string path, string targetFramework) => $"{path} ({targetFramework})";
}

/// <param name="Name">As <c>CodeRefine.g/Program.GlobalUsings.g.cs</c>: no path of the checkout.</param>
/// <param name="BySourceGenerator">Made from the sources by a generator, so that an edit may change it.</param>
public sealed record GeneratedDocument(string Name, string Text, bool BySourceGenerator = false);

public sealed record PackageUse(string Name, string? Version);

/// <param name="Project">The project file it is about; null for the repository as a whole.</param>
/// <param name="Reason">One sentence: what, why, and what to do where there is something.</param>
/// <param name="Severity">Whether the project is left out or only differs.</param>
public sealed record LoadProblem(string? Project, string Reason, LoadSeverity Severity);

public enum LoadSeverity
{
    /// <summary>It was loaded, with this difference.</summary>
    Note,

    /// <summary>It was not loaded.</summary>
    NotLoaded,
}

public enum TestFrameworkKind
{
    XunitV2,
    XunitV3,
    NUnit,
    MSTest,

    /// <summary>Its build calls it a test project; its framework is not known here.</summary>
    Other,
}
