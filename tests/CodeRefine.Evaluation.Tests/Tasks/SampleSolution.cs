using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Tests.Tasks;

/// <summary>The reference solution of a sample task; it is kept here, out of the task's folder.</summary>
internal static class SampleSolution
{
    public static SourceTree Of(string task)
    {
        var root = Path.Combine(RepositoryRoot.Solutions, task);
        return SourceTree.From(Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => KeyValuePair.Create(Path.GetRelativePath(root, f).Replace('\\', '/'), new SourceFile(File.ReadAllText(f)))));
    }
}
