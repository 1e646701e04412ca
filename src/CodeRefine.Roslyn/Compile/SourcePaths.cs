using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// Names of documents in PDBs, the same on every machine: candidate files under <c>/src/</c>, check files under <c>/checks/</c>.
/// What the builder generates itself has neither prefix, so that no path of the user's is blamed for it.
/// </summary>
public static class SourcePaths
{
    public const string CandidatePrefix = "/src/";
    public const string ChecksPrefix = "/checks/";

    /// <summary>The path in the source tree or in the check sources; null for a generated document.</summary>
    public static string? ToTreePath(string? documentPath) =>
        documentPath is null ? null
        : documentPath.StartsWith(CandidatePrefix, StringComparison.Ordinal) ? documentPath[CandidatePrefix.Length..]
        : documentPath.StartsWith(ChecksPrefix, StringComparison.Ordinal) ? documentPath[ChecksPrefix.Length..]
        : null;

    public static string? ToTreePath(SyntaxTree? tree) => ToTreePath(tree?.FilePath);

    public static string ForCandidate(string path) => CandidatePrefix + path;

    public static string ForChecks(string path) => ChecksPrefix + path;

    public static bool IsCSharp(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
