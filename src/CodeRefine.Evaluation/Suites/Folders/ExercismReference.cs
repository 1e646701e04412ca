using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Evaluation.Tasks.Exercism;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Suites.Folders;

/// <summary>An exercise's example solution, for the self-check of a suite alone: it stays out of the task, whoever works on that.</summary>
internal static class ExercismReference
{
    private const int MostBytes = 1 << 20;

    /// <returns>Null where the folder is no exercise or brings none that fits its solution file.</returns>
    public static SourceTree? Find(string folder, LoadedTask task)
    {
        if (task.Layout != TaskLayout.Exercism || ExercismConfig.Find(folder) is not { } config)
        {
            return null;
        }

        var solutions = config.Solution.Where(p => p.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        var examples = config.Example.Where(p => p.EndsWith(".cs", StringComparison.Ordinal) && Statements.IsPlainFile(folder, p)).ToList();
        return solutions.Count == 1 && examples.Count == 1 ? task.Problem.Sources.With(solutions[0], TextFiles.ReadText(folder, examples[0], MostBytes)) : null;
    }
}
