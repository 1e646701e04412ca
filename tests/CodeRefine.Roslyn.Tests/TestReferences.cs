using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Tests;

/// <summary>The framework that the tests run on, as references.</summary>
internal static class TestReferences
{
    public static IReadOnlyList<MetadataReference> Framework { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(p => MetadataReference.CreateFromFile(p))];
}
