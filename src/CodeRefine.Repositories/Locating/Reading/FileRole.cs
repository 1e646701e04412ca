using CodeRefine.Repositories.Locating.Facts;

namespace CodeRefine.Repositories.Locating.Reading;

/// <summary>What a file is there for.</summary>
public enum FileRole
{
    Source,
    Test,

    /// <summary>A project, a solution, properties of the build.</summary>
    Project,

    /// <summary>Words for people.</summary>
    Docs,

    /// <summary>Samples, benchmarks, build scripts: code that the product is not made of.</summary>
    Side,

    /// <summary>Made by a program.</summary>
    Generated,

    /// <summary>Data, settings, resources.</summary>
    Other,
}

internal static class FileRoles
{
    private static readonly string[] projects = [".csproj", ".props", ".targets", ".sln", ".slnx", ".vbproj", ".fsproj", ".nuspec"];
    private static readonly string[] docs = [".md", ".markdown", ".rst", ".adoc"];

    public static FileRole Of(string path, FileFacts facts)
    {
        var folders = path.ToLowerInvariant().Split('/')[..^1];
        var extension = System.IO.Path.GetExtension(path).ToLowerInvariant();
        var isCode = facts.IsCSharp;
        if (docs.Contains(extension) || (!isCode && folders.Any(f => f is "docs" or "doc" or "documentation")))
        {
            return FileRole.Docs;
        }

        if (folders.Any(IsTestFolder) || (isCode && facts.UsesTestFramework))
        {
            return FileRole.Test;
        }

        if (folders.Any(f => f is "samples" or "sample" or "examples" or "example" or "demo" or "demos" or "benchmarks" or "benchmark" or "bench" or "perf" or "build" or "eng" or "tools" || f.EndsWith(".benchmarks", StringComparison.Ordinal) || f.EndsWith(".benchmark", StringComparison.Ordinal) || f.EndsWith(".samples", StringComparison.Ordinal)))
        {
            return FileRole.Side;
        }

        return projects.Contains(extension) ? FileRole.Project
            : !isCode ? FileRole.Other
            : facts.IsGenerated ? FileRole.Generated
            : FileRole.Source;
    }

    private static bool IsTestFolder(string folder) =>
        folder is "test" or "tests" or "spec" or "specs" or "__tests__"
        || folder.EndsWith(".tests", StringComparison.Ordinal) || folder.EndsWith(".test", StringComparison.Ordinal)
        || folder.EndsWith("tests", StringComparison.Ordinal) || folder.EndsWith(".specs", StringComparison.Ordinal) || folder.Contains(".tests.", StringComparison.Ordinal);
}
