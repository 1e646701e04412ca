using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair;

/// <summary>Candidate files are compiled under <c>/src/</c>, so that a stack frame says whose file it names.</summary>
internal static class CandidatePaths
{
    private const string Prefix = "/src/";

    /// <summary>The path in the source tree; null for a file that the compiler was given besides, such as global usings.</summary>
    public static string? Of(SyntaxTree tree) =>
        tree.FilePath.StartsWith(Prefix, StringComparison.Ordinal) ? tree.FilePath[Prefix.Length..] : null;

    public static string ToDocument(string path) => Prefix + path;
}
