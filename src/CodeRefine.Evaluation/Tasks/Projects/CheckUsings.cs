using CodeRefine.Core.Problems;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>Global usings that are the tests' alone: they go in as a source of the checks.</summary>
internal static class CheckUsings
{
    private const string Path = "GlobalUsings.checks.g.cs";

    public static SourceTree Add(SourceTree checks, IEnumerable<string> usings)
    {
        var lines = usings.Distinct(StringComparer.Ordinal).Select(u => $"global using {u};\n").ToList();
        return lines.Count == 0 ? checks : checks.With(Path, new SourceFile(string.Concat(lines)));
    }
}
