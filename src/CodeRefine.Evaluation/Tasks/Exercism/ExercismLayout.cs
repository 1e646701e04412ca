using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;
using CodeRefine.Evaluation.Tasks.Projects;

namespace CodeRefine.Evaluation.Tasks.Exercism;

/// <summary>An exercise of Exercism's C# track, as downloaded or in the track's repository. The example solution is never read.</summary>
internal static class ExercismLayout
{
    private static readonly string[] statementParts = [".docs/introduction.md", ".docs/instructions.md", ".docs/instructions.append.md"];

    public static LoadedTask Load(FolderScan scan, ExercismConfig config)
    {
        var root = scan.Root;
        Require(root, config.Solution, "solution");
        Require(root, config.Test, "test");
        var tests = config.Test.Where(IsCSharp).ToList();
        // The rest of the folder is what the student's project compiles; folders that begin with a dot, such as .meta, are not scanned.
        var sources = scan.CSharpFiles.Concat(config.Solution.Where(IsCSharp)).Concat(config.Editor.Where(IsCSharp))
            .Where(p => !tests.Contains(p) && !config.Example.Contains(p)).Distinct(StringComparer.Ordinal).ToList();
        SameName.Refuse(root, [.. sources, .. tests]);
        var sourceTree = TextFiles.ReadTree(root, sources);
        var project = Project(scan);
        var checkTree = CheckUsings.Add(ExercismTests.Gating(TextFiles.ReadTree(root, tests), project?.Usings ?? []), project?.CheckUsings ?? []);
        var statement = Statement(root);
        var editable = config.Solution.Where(IsCSharp).ToList();
        return new LoadedTask
        {
            Problem = new Problem
            {
                Id = Statements.Id(root),
                Title = Title(root),
                Statement = statement,
                Sources = sourceTree,
                CheckSources = checkTree,
                Editable = new EditableFiles(sourceTree, checkTree, new PathGlobs(editable), tests.Contains),
                Framework = project?.Framework ?? CheckFramework.XunitV2,
                Compile = project?.Settings() ?? CompileSettings.Default,
            },
            Layout = TaskLayout.Exercism,
            Folder = root,
            Root = root,
            Notes = [.. scan.LinkNotes(), .. project?.Notes ?? []],
        };
    }

    private static void Require(string root, ImmutableArray<string> paths, string key)
    {
        if (!paths.Any(IsCSharp))
        {
            throw new UserErrorException($"{Path.Combine(root, ExercismConfig.FileName)} names no C# file as 'files.{key}': this is no exercise of the C# track.");
        }

        if (paths.FirstOrDefault(p => !Statements.IsPlainFile(root, p)) is { } missing)
        {
            throw new UserErrorException($"{Path.Combine(root, missing)} is named by {ExercismConfig.FileName} but is not there (or is a link): download the exercise again.");
        }
    }

    private static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private static string Statement(string root)
    {
        var parts = statementParts.Where(p => Statements.IsPlainFile(root, p)).Select(p => Statements.Read(root, p)).ToList();
        return parts.Count > 0 ? string.Join("\n\n", parts) : Statements.Read(root, null);
    }

    /// <summary>The statement's own headings are "Introduction" and "Instructions": the exercise's name is its folder's.</summary>
    private static string Title(string root)
    {
        var words = Path.GetFileName(root).Replace('-', ' ');
        return words.Length == 0 ? "Exercise" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static ProjectFile? Project(FolderScan scan) =>
        scan.Files.FirstOrDefault(f => f.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && !f.Contains('/')) is { } path ? ProjectFileReader.Read(scan.Root, path, scan.Root) : null;
}
