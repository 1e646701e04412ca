using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// A line of the checks that calls a library must go on calling it with what it did. A candidate could give its results a type that
/// compares equal to everything, or put an extension method or a collection of its own nearer than the library's. What each name and
/// operator meant against the task's own sources is compared with what it means against the candidate.
/// </summary>
internal sealed class ChangedMeanings
{
    private const int maxViolations = 20;
    private readonly string candidate;

    private ChangedMeanings(string candidate) => this.candidate = candidate;

    /// <param name="checks">Against the candidate.</param>
    /// <param name="before">The same trees against the task's own sources; what has no meaning there is not compared.</param>
    public static ImmutableArray<PolicyViolation> Find(CSharpCompilation checks, CSharpCompilation before, CancellationToken cancellationToken)
    {
        var candidate = checks.References.OfType<CompilationReference>().Last().Compilation.AssemblyName!;
        return new ChangedMeanings(candidate).FindIn(checks, before, cancellationToken);
    }

    private ImmutableArray<PolicyViolation> FindIn(CSharpCompilation checks, CSharpCompilation before, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<PolicyViolation>();
        foreach (var tree in before.SyntaxTrees.Where(t => SourcePaths.ToTreePath(t) is not null))
        {
            var now = checks.GetSemanticModel(tree);
            var then = before.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes().Where(IsUse))
            {
                if (Culprit(Meaning(now, node, cancellationToken), Meaning(then, node, cancellationToken)) is { } culprit)
                {
                    found.Add(Violation(culprit, tree, node));
                }
            }
        }

        return [.. found.DistinctBy(v => (v.Symbol, v.Path, v.Line)).Take(maxViolations)];
    }

    private static bool IsUse(SyntaxNode node) => node is SimpleNameSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax or ElementAccessExpressionSyntax;

    /// <summary>What a node calls or names, first as it stands; for an argument, what converts it.</summary>
    private static (ISymbol? Symbol, bool Sure) Meaning(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node is ArgumentSyntax argument)
        {
            if (model.GetTypeInfo(argument.Expression, cancellationToken).Type is null or IErrorTypeSymbol)
            {
                return (null, false);
            }

            var type = model.GetTypeInfo(argument.Expression, cancellationToken);
            return model.GetConversion(argument.Expression, cancellationToken) is { IsIdentity: false } conversion
                ? ((ISymbol?)conversion.MethodSymbol ?? type.ConvertedType, true)
                : (type.Type, true);
        }

        var info = model.GetSymbolInfo(node, cancellationToken);
        return info.Symbol is { } symbol ? (symbol, !HasErrors(symbol)) : (info.CandidateSymbols is [var one, ..] ? one : null, false);
    }

    /// <returns>What of the candidate's is in the meaning now and was not before, where the meaning was all of libraries; else null.</returns>
    private ISymbol? Culprit((ISymbol? Symbol, bool Sure) now, (ISymbol? Symbol, bool Sure) then)
    {
        if (now.Symbol is not { } symbol || then.Symbol is null or IErrorTypeSymbol || Own(then.Symbol).Any())
        {
            return null;
        }

        // With types that the task's sources don't have, only a name that a library had and the candidate took tells.
        return then.Sure || IsCandidates(symbol is IMethodSymbol { ReducedFrom: { } full } ? full : symbol) ? Own(symbol).FirstOrDefault() : null;
    }

    private static bool HasErrors(ISymbol symbol) =>
        symbol is IMethodSymbol method && (method.TypeArguments.SelectMany(Parts).Any(t => t.TypeKind == TypeKind.Error) || method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error));

    /// <summary>The candidate's symbols that a symbol is made of.</summary>
    private IEnumerable<ISymbol> Own(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } full } && IsCandidates(full))
        {
            return [full.OriginalDefinition];
        }

        IEnumerable<ITypeSymbol> types = symbol switch
        {
            IMethodSymbol method => [method.ContainingType, .. method.TypeArguments, .. method.Parameters.Select(p => p.Type)],
            IPropertySymbol property => [property.ContainingType, .. property.Parameters.Select(p => p.Type)],
            INamedTypeSymbol type => [type],
            _ => [],
        };
        return types.SelectMany(Parts).Where(IsCandidates);
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol? type) => type switch
    {
        null => [],
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => [named.OriginalDefinition, .. named.TypeArguments.SelectMany(Parts)],
        _ => [type],
    };

    private bool IsCandidates(ISymbol symbol) => symbol.ContainingAssembly?.Name == candidate;

    private static PolicyViolation Violation(ISymbol culprit, SyntaxTree tree, SyntaxNode node)
    {
        var place = culprit.Locations.FirstOrDefault(l => l.IsInSource);
        var name = culprit.ToDisplayString();
        var line = place is null ? 0 : place.GetLineSpan().StartLinePosition.Line + 1;
        var use = $"{SourcePaths.ToTreePath(tree)}:{tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";
        return new(RefusedApis.ChangedMeaning, culprit.GetDocumentationCommentId() ?? name, place is null ? "" : SourcePaths.ToTreePath(place.SourceTree) ?? "", line, $"'{name}' {RefusedApis.Why[RefusedApis.ChangedMeaning]}: {use} used to use a library's there. Keep the types and the names that the task's sources have; no task can allow it, since the checks would then mean something else.");
    }
}
