using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Policy;

/// <summary><c>unsafe</c> is a compile setting of the task, not an API: without it the word itself is refused, by name and line.</summary>
internal static class UnsafeCode
{
    public static ImmutableArray<PolicyViolation> Find(CSharpCompilation candidate, CompileSettings settings, CancellationToken cancellationToken) =>
        settings.AllowUnsafe ? [] : [.. candidate.SyntaxTrees.Where(t => t.Length > 0 && SourcePaths.ToTreePath(t) is not null).SelectMany(t => In(t, cancellationToken))];

    private static IEnumerable<PolicyViolation> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!tree.GetText(cancellationToken).ToString().Contains("unsafe", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens().Where(t => t.IsKind(SyntaxKind.UnsafeKeyword)))
        {
            yield return new(RefusedApis.Unsafe, "unsafe", SourcePaths.ToTreePath(tree)!, tree.GetLineSpan(token.Span, cancellationToken).StartLinePosition.Line + 1, $"'unsafe' {RefusedApis.Why[RefusedApis.Unsafe]}: no solution needs that here. A task that does sets allowUnsafe in its compile settings.");
        }
    }
}
