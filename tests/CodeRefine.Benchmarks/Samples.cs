using System.Reflection;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Benchmarks;

/// <summary>The repository's own tasks, and edits that are new to every cache.</summary>
internal static class Samples
{
    private static readonly string Root = typeof(Samples).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static Problem Problem(string task) => TaskLoader.Load(Path.Combine(Root, "tasks", task)).Problem;

    public static SourceTree Edited(Problem problem, int round)
    {
        var path = problem.Sources.Paths.First(p => p.EndsWith(".cs", StringComparison.Ordinal));
        return problem.Sources.With(path, $"{problem.Sources[path].Text}\n// edit {round}\n");
    }
}
