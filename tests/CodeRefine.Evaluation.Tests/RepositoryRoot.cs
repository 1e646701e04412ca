namespace CodeRefine.Evaluation.Tests;

/// <summary>The folder of CodeRefine's own sources.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Tasks => System.IO.Path.Combine(Path, "tasks");
    public static string Solutions => System.IO.Path.Combine(Path, "tests", "CodeRefine.Evaluation.Tests", "Fixtures", "solutions");

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "CodeRefine.sln")) ? folder
        : Find(System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository."));
}
