using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>CodeRefine's own layout: <c>task.yaml</c>, or sources at the root or in <c>src/</c>, and <c>tests/</c>, <c>properties/</c>, <c>hidden/</c>.</summary>
internal static class TaskFolderLayout
{
    public static readonly ImmutableArray<string> FileNames = ["task.yaml", "task.yml"];
    private static readonly string[] checkFolders = ["tests/", "properties/", "hidden/"];

    public static LoadedTask Load(FolderScan scan)
    {
        var root = scan.Root;
        var file = FileNames.FirstOrDefault(n => Statements.IsPlainFile(root, n)) is { } name ? TaskFileReader.Read(root, name) : new TaskFile();
        var all = scan.CSharpFiles.ToList();
        var tests = Matching(all, file.Tests, "tests/");
        var properties = Matching(all, file.Properties, "properties/");
        var hidden = Matching(all, file.Hidden, "hidden/");
        var visible = tests.Union(properties).ToHashSet(StringComparer.Ordinal);
        RequireApart(root, visible, hidden);
        var sources = Sources(all, file.Sources).Where(s => !visible.Contains(s) && !hidden.Contains(s)).ToList();
        RequireParts(scan, sources, visible);
        SameName.Refuse(root, [.. sources, .. visible, .. hidden]);

        var sourceTree = TextFiles.ReadTree(root, sources);
        var checkTree = TextFiles.ReadTree(root, visible);
        var statement = Statements.Read(root, file.Statement);
        bool IsReserved(string path) => checkFolders.Any(f => path.StartsWith(f, StringComparison.Ordinal)) && !sourceTree.Contains(path)
            || (file.Tests?.Matches(path) ?? false) || (file.Properties?.Matches(path) ?? false) || (file.Hidden?.Matches(path) ?? false);
        return new LoadedTask
        {
            Problem = new Problem
            {
                Id = file.Id ?? Statements.Id(root),
                Title = file.Title ?? Statements.Title(statement, root),
                Statement = statement,
                Sources = sourceTree,
                CheckSources = checkTree,
                Editable = new EditableFiles(sourceTree, checkTree, file.Editable, IsReserved),
                Framework = file.Framework ?? CheckFramework.XunitV2,
                Limits = file.Limits,
                Compile = file.Compile,
                Policy = new ApiPolicy(file.Allow),
            },
            HeldBack = hidden.Count == 0 ? null : new HeldBackChecks(TextFiles.ReadTree(root, hidden)),
            Layout = TaskLayout.TaskFolder,
            Folder = root,
            Root = root,
            Notes = [.. scan.LinkNotes(), .. file.Framework is null ? XunitV3Signs.NotesOn(checkTree) : []],
        };
    }

    private static List<string> Matching(List<string> all, PathGlobs? globs, string usualFolder) =>
        [.. all.Where(p => globs?.Matches(p) ?? p.StartsWith(usualFolder, StringComparison.Ordinal))];

    /// <summary>The candidate's files: named, or in <c>src/</c> where there is one, or all that is in no folder of checks.</summary>
    private static IEnumerable<string> Sources(List<string> all, PathGlobs? globs)
    {
        var hasSrc = all.Any(p => p.StartsWith("src/", StringComparison.Ordinal));
        return all.Where(p => globs is not null ? globs.Matches(p)
            : hasSrc ? p.StartsWith("src/", StringComparison.Ordinal)
            : !checkFolders.Any(f => p.StartsWith(f, StringComparison.Ordinal)));
    }

    private static void RequireApart(string root, HashSet<string> visible, List<string> hidden)
    {
        if (hidden.FirstOrDefault(visible.Contains) is { } both)
        {
            throw new UserErrorException($"{Path.Combine(root, both)} is named both as a visible and as a held-back check: a held-back check is one that no attempt may see, so take it out of one of them in task.yaml.");
        }
    }

    private static void RequireParts(FolderScan scan, List<string> sources, HashSet<string> visible)
    {
        if (sources.Count == 0)
        {
            throw new UserErrorException($"{scan.Root} holds no C# sources to work on{Suggestion(scan.Root)}: put .cs files at its root or in src/, or name them by 'sources' in task.yaml.");
        }

        if (visible.Count == 0)
        {
            throw new UserErrorException($"{scan.Root} holds no tests{Suggestion(scan.Root)}: put xunit tests in tests/ or properties in properties/, or name them by 'tests' in task.yaml.");
        }
    }

    /// <summary>Somebody who names the folder of many tasks wants one of them.</summary>
    private static string Suggestion(string root) =>
        new DirectoryInfo(root).EnumerateDirectories().Where(d => d.LinkTarget is null && (FileNames.Any(n => File.Exists(Path.Combine(d.FullName, n))) || Directory.Exists(Path.Combine(d.FullName, "tests"))))
            .Select(d => d.Name).Order(StringComparer.Ordinal).FirstOrDefault() is { } first
            ? $" (there are tasks below it, such as {Path.Combine(root, first)})"
            : "";
}
