using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Looks at sources before the compiler does: its recursion follows theirs, and a stack overflow ends this process.
/// </summary>
public static class SourceGuard
{
    public const int MaxFileBytes = 1 << 20;
    public const int MaxTotalBytes = 8 << 20;

    /// <summary>Empty where the sources may be parsed.</summary>
    public static ImmutableArray<PolicyViolation> Inspect(SourceTree tree, CompileSettings settings)
    {
        var found = ImmutableArray.CreateBuilder<PolicyViolation>();
        long total = 0;
        foreach (var (path, file) in tree.Files)
        {
            total += file.Text.Length;
            if (file.Text.Length > MaxFileBytes)
            {
                found.Add(new("source-size", path, path, 1, "The file is larger than 1 MiB."));
            }
        }

        if (total > MaxTotalBytes)
        {
            found.Add(new("source-size", "", tree.Paths.First(), 1, "All files together are larger than 8 MiB."));
        }

        return found.ToImmutable();
    }

    internal static PolicyViolation TooSlow(SourceTree tree, string detail) =>
        new("compile-deadline", "", tree.Paths.FirstOrDefault() ?? "", 1, $"{detail} Write simpler expressions: deeply nested lambdas and overloads take the compiler exponential time.");
}
