using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Evaluation.Tasks.Exercism;

namespace CodeRefine.Evaluation.Suites.Folders;

/// <summary>A folder of task folders, or an Exercism track's repository (<c>exercises/practice</c>, <c>exercises/concept</c>).</summary>
internal static class FolderSuite
{
    private static readonly string[] trackFolders = ["exercises/practice", "exercises/concept"];

    public static Suite Load(string path, SuiteOptions options)
    {
        var root = Path.GetFullPath(path);
        var track = trackFolders.Select(f => Path.Combine(root, f)).Where(Directory.Exists).ToList();
        var folders = (track.Count > 0 ? track : [root]).SelectMany(f => new DirectoryInfo(f).EnumerateDirectories())
            .Where(d => d.LinkTarget is null && !d.Name.StartsWith('.') && d.Name is not ("bin" or "obj")).Select(d => d.FullName).Order(StringComparer.Ordinal).ToList();
        var notes = ImmutableArray.CreateBuilder<string>();
        var tasks = ImmutableArray.CreateBuilder<SuiteTask>();
        foreach (var folder in folders)
        {
            try
            {
                tasks.Add(Task(folder, options));
            }
            catch (UserErrorException noTask) when (!LooksLikeTask(folder))
            {
                notes.Add($"{Path.GetFileName(folder)} is no task and was left out: {noTask.Message}");
            }
        }

        return tasks.Count > 0 ? new Suite { Name = SuiteLoader.NameOf(root), Tasks = tasks.ToImmutable(), Notes = notes.ToImmutable() }
            : throw new UserErrorException($"{root} holds no folder that is a task{(notes.Count > 0 ? $" ({notes[0]})" : "")}: a suite is a folder of task folders, an Exercism track, a file of rows (.jsonl) or a suite file (.yaml).");
    }

    public static SuiteTask Task(string folder, SuiteOptions options)
    {
        var task = TaskLoader.Load(folder);
        task = task with { Problem = task.Problem with { Compile = options.Apply(task.Problem.Compile), Limits = options.Apply(task.Problem.Limits) } };
        var editable = task.Problem.Sources.Paths.Where(p => task.Problem.Editable.Allows(p, out _)).ToList();
        return new SuiteTask
        {
            Id = task.Problem.Id,
            Aliases = [Path.GetFileName(folder)],
            Task = task,
            Judging = task.HeldBack is { } held ? [task.Problem.CheckSources, held.Sources] : [task.Problem.CheckSources],
            Form = new FilesForm(task.Problem.Sources, [.. editable]),
            Reference = ExercismReference.Find(folder, task),
            Entry = new RunTask { Id = task.Problem.Id, Title = task.Problem.Title, Statement = task.Problem.Statement, Sources = task.Problem.Sources.Hash },
        };
    }

    private static bool LooksLikeTask(string folder) => File.Exists(Path.Combine(folder, "task.yaml")) || File.Exists(Path.Combine(folder, ExercismConfig.FileName)) || Directory.Exists(Path.Combine(folder, "tests"));
}
