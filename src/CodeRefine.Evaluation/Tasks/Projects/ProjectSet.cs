using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>The projects of a task: those in the named folder, the tests beside it, and what these refer to.</summary>
internal sealed class ProjectSet
{
    private const int MostProjects = 20;
    private readonly Dictionary<string, FolderScan> scans = new(StringComparer.Ordinal);
    private readonly string named;

    private ProjectSet(string named) => this.named = named;

    public ImmutableArray<ProjectFile> Projects { get; private set; } = [];

    /// <summary>The innermost folder that holds all of them and the named one.</summary>
    public string Root { get; private set; } = "";
    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>The framework of all tests.</summary>
    /// <exception cref="UserErrorException">Some are of xunit v2, some of v3.</exception>
    public CheckFramework Framework
    {
        get
        {
            var tests = Projects.Where(p => p.Framework is not null).ToList();
            var (old, @new) = (tests.Find(p => p.Framework == CheckFramework.XunitV2), tests.Find(p => p.Framework == CheckFramework.XunitV3));
            return old is not null && @new is not null
                ? throw new UserErrorException($"{old.Path} holds tests of xunit v2 and {@new.Path} of v3: a task's tests run on one of them, so name a folder that holds one of the two.")
                : @new is null ? CheckFramework.XunitV2 : CheckFramework.XunitV3;
        }
    }

    /// <summary>The project whose settings the candidate is compiled by.</summary>
    public ProjectFile Main => Projects.FirstOrDefault(p => !IsTestOnly(p)) ?? Projects[0];

    public static ProjectSet Find(FolderScan scan)
    {
        var set = new ProjectSet(scan.Root);
        set.scans[scan.Root] = scan;
        var top = Top(scan.Root);
        var found = new Dictionary<string, ProjectFile>(StringComparer.Ordinal);
        var notes = ImmutableArray.CreateBuilder<string>();
        Follow(ProjectLayout.ProjectPaths(scan).Select(p => Path.Combine(scan.Root, p)), found, notes, top);
        if (!found.Values.Any(p => p.IsTest))
        {
            var neighbours = Neighbours(scan.Root, top, found);
            Follow(neighbours.Where(n => n.IsTest).DefaultIfEmpty(neighbours.FirstOrDefault()).OfType<ProjectFile>().Select(n => n.Path), found, notes, top);
        }

        set.Projects = [.. found.Values.OrderBy(p => p.Path, StringComparer.Ordinal)];
        set.Root = set.Projects.Select(p => p.Folder).Append(scan.Root).Aggregate(Common);
        notes.AddRange(set.SettingNotes());
        set.Notes = notes.ToImmutable();
        return set;
    }

    /// <summary>Whether a project holds tests and nothing else: it refers to another one that holds the sources.</summary>
    public bool IsTestOnly(ProjectFile project) => project.IsTest && project.References.Any(r => Projects.Any(p => p.Path == r));

    public FolderScan ScanOf(ProjectFile project)
    {
        if (!scans.TryGetValue(project.Folder, out var scan))
        {
            scans[project.Folder] = scan = FolderScan.Of(project.Folder);
        }

        return scan;
    }

    /// <param name="path">Relative to <see cref="Root"/>.</param>
    public bool IsHidden(string path) => ProjectFileReader.IsWithin(Path.GetFullPath(Path.Combine(Root, path)), Path.Combine(named, "hidden"));

    private static void Follow(IEnumerable<string> paths, Dictionary<string, ProjectFile> found, ImmutableArray<string>.Builder notes, string top)
    {
        var pending = new Queue<string>(paths);
        while (pending.TryDequeue(out var path))
        {
            if (found.ContainsKey(path))
            {
                continue;
            }

            if (!ProjectFileReader.IsWithin(path, top) || !Statements.IsPlainFile(top, ProjectLayout.Relative(top, path)))
            {
                notes.Add($"The project {path} is referred to but is not there, is a link, or lies outside of {top}, and is left out.");
                continue;
            }

            if (found.Count == MostProjects)
            {
                throw new UserErrorException($"More than {MostProjects} projects belong together here: name the folder of one project and its tests.");
            }

            var project = ProjectFileReader.Read(Path.GetDirectoryName(path)!, Path.GetFileName(path), top);
            found[path] = project;
            foreach (var reference in project.References)
            {
                pending.Enqueue(reference);
            }
        }
    }

    /// <summary>Test projects beside the named folder, or in a <c>tests/</c> folder beside it or its <c>src/</c>, that refer to one of its projects; those of frameworks that are not run, too.</summary>
    private static List<ProjectFile> Neighbours(string folder, string top, Dictionary<string, ProjectFile> found)
    {
        var parents = new[] { Path.GetDirectoryName(folder), Path.GetDirectoryName(Path.GetDirectoryName(folder)) }.OfType<string>().Where(p => ProjectFileReader.IsWithin(p, top));
        var places = parents.SelectMany((p, i) => i == 0 ? new[] { p, Path.Combine(p, "tests"), Path.Combine(p, "test") } : [Path.Combine(p, "tests"), Path.Combine(p, "test")]).Where(Directory.Exists);
        return [.. places.SelectMany(p => new DirectoryInfo(p).EnumerateDirectories()).Where(d => d.LinkTarget is null && !FolderScan.Skips(d.Name)).Take(200)
            .SelectMany(ProjectsIn).Order(StringComparer.Ordinal).ToList()
            .Select(p => Referring(p, top, found)).OfType<ProjectFile>()];
    }

    /// <summary>A folder that goes away meanwhile, or may not be read, is none of the task's.</summary>
    private static IEnumerable<string> ProjectsIn(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFiles("*.csproj").Select(f => f.FullName)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static ProjectFile? Referring(string path, string top, Dictionary<string, ProjectFile> found)
    {
        if (!Statements.IsPlainFile(top, ProjectLayout.Relative(top, path)))
        {
            return null;
        }

        var project = ProjectFileReader.Read(Path.GetDirectoryName(path)!, Path.GetFileName(path), top);
        return (project.IsTest || TestPackages.OtherFrameworkOf(project.Packages) is not null) && project.References.Any(found.ContainsKey) ? project : null;
    }

    /// <summary>How far up projects may be looked for: the enclosing repository, or else the folder that the named one stands in. A folder from elsewhere must not reach the rest of the machine.</summary>
    private static string Top(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                // A task that is a repository of its own may still have its tests beside it.
                return at == folder ? Path.GetDirectoryName(folder) ?? folder : at;
            }
        }

        return Path.GetDirectoryName(folder) ?? folder;
    }

    private static string Common(string a, string b)
    {
        while (!ProjectFileReader.IsWithin(b, a))
        {
            a = Path.GetDirectoryName(a)!;
        }

        return a;
    }

    private IEnumerable<string> SettingNotes()
    {
        var main = Main.Settings();
        foreach (var project in Projects.Where(p => p != Main && Differs(p.Settings(), main)))
        {
            yield return $"{project.Name}.csproj has other compiler settings than {Main.Name}.csproj; those of {Main.Name}.csproj are used for all.";
        }

        if (Main.Value("OutputType") is { } output && !output.Equals("Library", StringComparison.OrdinalIgnoreCase) && !Main.IsTest)
        {
            yield return $"{Main.Name}.csproj builds a program; it is compiled as a library here, so top-level statements do not compile.";
        }
    }

    private static bool Differs(Core.Problems.CompileSettings one, Core.Problems.CompileSettings other) =>
        (one.LangVersion, one.Nullable, one.ImplicitUsings, one.AllowUnsafe, one.CheckForOverflow) != (other.LangVersion, other.Nullable, other.ImplicitUsings, other.AllowUnsafe, other.CheckForOverflow);
}
