using System.Text.RegularExpressions;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>A C# project with xunit tests in it, below it or beside it.</summary>
internal static partial class ProjectLayout
{
    private const string HiddenFolder = "hidden/";

    public static bool Fits(FolderScan scan) => ProjectPaths(scan).Any();

    public static LoadedTask Load(FolderScan scan)
    {
        var set = ProjectSet.Find(scan);
        var files = set.Projects.ToDictionary(p => p.Path, p => Files(p, set), StringComparer.Ordinal);
        var split = set.Projects.Select(p => (Project: p, Parts: Split(p, files[p.Path], set))).ToList();
        var sources = split.SelectMany(s => s.Parts.Sources).ToList();
        var checks = split.SelectMany(s => s.Parts.Checks).ToList();
        var hidden = scan.CSharpFiles.Where(f => f.StartsWith(HiddenFolder, StringComparison.Ordinal)).ToList();
        Require(scan.Root, set, sources, checks);
        SameName.Refuse(set.Root, [.. sources, .. checks]);

        var sourceTree = TextFiles.ReadTree(set.Root, sources);
        var checkTree = WithTestUsings(TextFiles.ReadTree(set.Root, checks), set);
        var testFolders = set.Projects.Where(p => set.IsTestOnly(p)).Select(p => Relative(set.Root, p.Folder) + "/").ToList();
        var statement = Statements.Read(scan.Root, null);
        return new LoadedTask
        {
            Problem = new Problem
            {
                Id = Statements.Id(scan.Root),
                Title = Statements.Title(statement, scan.Root),
                Statement = statement,
                Sources = sourceTree,
                CheckSources = checkTree,
                Editable = new EditableFiles(sourceTree, checkTree, null, p => testFolders.Any(f => p.StartsWith(f, StringComparison.Ordinal))),
                Framework = set.Framework,
                Compile = set.Main.Settings(),
            },
            HeldBack = hidden.Count == 0 ? null : new HeldBackChecks(TextFiles.ReadTree(scan.Root, hidden)),
            Layout = TaskLayout.Project,
            Folder = scan.Root,
            Root = set.Root,
            Notes = [.. scan.LinkNotes(), .. set.Notes, .. set.Projects.SelectMany(p => p.Notes).Distinct()],
        };
    }

    internal static IEnumerable<string> ProjectPaths(FolderScan scan) => scan.Files.Where(f => f.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && !f.StartsWith(HiddenFolder, StringComparison.Ordinal));

    internal static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>The C# files that a project compiles, relative to the root. A folder with a project of its own belongs to that one, and what is held back to none.</summary>
    private static List<string> Files(ProjectFile project, ProjectSet set)
    {
        var scan = set.ScanOf(project);
        var nested = ProjectPaths(scan).Where(p => p.Contains('/')).Select(p => p[..(p.LastIndexOf('/') + 1)]).ToList();
        return [.. scan.CSharpFiles
            .Where(f => !nested.Any(n => f.StartsWith(n, StringComparison.Ordinal)) && project.Compiles(f))
            .Select(f => Relative(set.Root, Path.Combine(project.Folder, f)))
            .Where(f => !set.IsHidden(f))];
    }

    /// <summary>A project of tests alone is checks as a whole; where tests and code share one, a file that declares a test is a check.</summary>
    private static (List<string> Sources, List<string> Checks) Split(ProjectFile project, List<string> files, ProjectSet set)
    {
        if (set.IsTestOnly(project))
        {
            return ([], files);
        }

        var checks = project.IsTest ? files.Where(f => IsCheck(TextFiles.ReadSource(set.Root, f).Text)).ToHashSet(StringComparer.Ordinal) : [];
        return ([.. files.Where(f => !checks.Contains(f))], [.. checks]);
    }

    private static bool IsCheck(string text) => UsesXunit().IsMatch(text);

    /// <summary>Global usings of the tests that are none of the candidate's.</summary>
    private static SourceTree WithTestUsings(SourceTree checks, ProjectSet set) =>
        CheckUsings.Add(checks, set.Projects.Where(p => p.IsTest).SelectMany(p => set.IsTestOnly(p) ? p.Usings : p.CheckUsings).Except(set.Main.Settings().GlobalUsings));

    private static void Require(string root, ProjectSet set, List<string> sources, List<string> checks)
    {
        if (checks.Count == 0)
        {
            if (set.Projects.Select(p => (p.Path, Framework: TestPackages.OtherFrameworkOf(p.Packages))).FirstOrDefault(p => p.Framework is not null) is { Path: { } path } other)
            {
                throw new UserErrorException($"{path} holds tests of {other.Framework}, which are not run yet: the tests have to be xunit's (package xunit or xunit.v3).");
            }

            throw new UserErrorException($"{root} holds no tests: no project in it or beside it refers to xunit and holds tests; add a test project that refers to xunit, or put tests in a tests/ folder.");
        }

        if (sources.Count == 0)
        {
            throw new UserErrorException($"{root} holds tests but no C# sources to work on: the test project refers to no project with sources.");
        }
    }

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?(Xunit|CodeRefine\.Properties)\b|\[\s*(Xunit\.)?(Fact|Theory|Property)\b", RegexOptions.Multiline)]
    private static partial Regex UsesXunit();
}
