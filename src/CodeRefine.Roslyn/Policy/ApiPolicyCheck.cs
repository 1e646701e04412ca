using System.Collections.Frozen;
using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Refuses what no solution needs. Not the boundary (that is the sandbox), but it keeps verdicts honest and says by rule and
/// line what is not wanted. The emitted metadata decides whether sources are looked at; they decide what is refused, and where.
/// </summary>
internal static class ApiPolicyCheck
{
    private const int maxViolations = 20;
    private static readonly FrozenDictionary<string, ImmutableArray<RefusedApi>> members = RefusedApis.Rows
        .Where(r => r.Kind is 'M' or 'P').GroupBy(r => r.SimpleName).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());

    private static readonly ImmutableArray<RefusedApi> holders = [.. RefusedApis.Rows.Where(r => r.Kind is 'T' or 'N')];

    /// <summary>Types of which single members are refused: naming such a type in <c>typeof</c> is the way to those by reflection.</summary>
    private static readonly FrozenSet<string> typesOfMembers = RefusedApis.Rows.Where(r => r.Kind is 'M' or 'P').Select(r => r.Name[..r.Name.LastIndexOf('.')].TrimEnd('.')).Where(t => !RefusedApis.Everyday.Contains(t)).ToFrozenSet();

    public static ImmutableArray<PolicyViolation> Check(CSharpCompilation candidate, ImmutableArray<byte> pe, ApiPolicy policy, CancellationToken cancellationToken)
    {
        if (!MetadataGate.NeedsALook(pe))
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<PolicyViolation>();
        foreach (var tree in candidate.SyntaxTrees)
        {
            if (SourcePaths.ToTreePath(tree) is { } path)
            {
                found.AddRange(Uses(candidate.GetSemanticModel(tree), tree, policy, cancellationToken).Select(use => Violation(use.Row, use.Id, path, tree, use.Node)));
            }
        }

        return [.. found.DistinctBy(v => (v.Symbol, v.Path, v.Line)).Take(maxViolations)];
    }

    private static IEnumerable<(RefusedApi Row, string Id, SyntaxNode Node)> Uses(SemanticModel model, SyntaxTree tree, ApiPolicy policy, CancellationToken cancellationToken)
    {
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            // A using directive uses nothing; an alias or a static import is met again where it is used.
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or AttributeSyntax or TypeOfExpressionSyntax) || IsImport(node))
            {
                continue;
            }

            foreach (var id in Ids(model, node, cancellationToken))
            {
                if (RowFor(id) is { } row && !policy.Allowed.Any(a => a.Length > 2 && Allows(a, row, id)))
                {
                    yield return (row, id, node);
                }
            }
        }
    }

    /// <summary>What is bound late or reached by reflection has no id of its own: the one that the violation tells to list is as good.</summary>
    private static bool Allows(string allowed, RefusedApi row, string id) => id[0] switch
    {
        '?' => RefusedApi.Matches(allowed, row.Id),
        'X' => RefusedApi.Matches("T" + allowed[1..], id),
        _ => RefusedApi.Matches(allowed, id),
    };

    private static RefusedApi? RowFor(string id)
    {
        if (id[0] == '?')
        {
            return members.GetValueOrDefault(id[2..], []).FirstOrDefault(r => r.Rule is "reflection" or "assembly-loading");
        }

        if (id[0] == 'X')
        {
            return RefusedApis.Rows.First(r => r.Rule == "reflection");
        }

        return holders.FirstOrDefault(r => r.Covers(id)) ?? members.GetValueOrDefault(MemberName(id), []).FirstOrDefault(r => r.Covers(id));
    }

    /// <summary>Documentation ids of what a node uses; <c>?:Name</c> for a member that is bound late, <c>X:Type</c> for reflection on a type with refused members.</summary>
    private static IEnumerable<string> Ids(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node is TypeOfExpressionSyntax typeOf)
        {
            return model.GetTypeInfo(typeOf.Type, cancellationToken).Type is INamedTypeSymbol type && type.ToDisplayString() is var name && typesOfMembers.Contains(name) ? ["X:" + name] : [];
        }

        var info = model.GetSymbolInfo(node, cancellationToken);
        if (info.CandidateReason == CandidateReason.LateBound)
        {
            return node is SimpleNameSyntax late ? ["?:" + late.Identifier.ValueText] : [];
        }

        var symbol = info.Symbol is IAliasSymbol alias ? alias.Target : info.Symbol;
        symbol = symbol is IMethodSymbol { ReducedFrom: { } full } ? full : symbol;
        if (symbol is IMethodSymbol method && NonPublicReflection.Is(model, node, method, cancellationToken))
        {
            return ["X:" + NonPublicReflection.Flag];
        }

        return symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol or INamedTypeSymbol ? Overridden(symbol).Select(s => s.GetDocumentationCommentId()).OfType<string>() : [];
    }

    /// <summary>A member and those that it overrides: a derived type must not be the way round a row.</summary>
    private static IEnumerable<ISymbol> Overridden(ISymbol symbol)
    {
        for (var at = symbol; at is not null; at = at is IMethodSymbol m ? m.OverriddenMethod : (at as IPropertySymbol)?.OverriddenProperty)
        {
            yield return at.OriginalDefinition;
        }
    }

    private static bool IsImport(SyntaxNode node) => node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null;

    private static string MemberName(string id)
    {
        var end = id.IndexOf('(', StringComparison.Ordinal);
        var name = end < 0 ? id.AsSpan() : id.AsSpan(0, end);
        name = name[(name.LastIndexOf('.') + 1)..];
        var arity = name.IndexOf('`');
        return (arity < 0 ? name : name[..arity]).ToString().Replace('#', '.');
    }

    private static PolicyViolation Violation(RefusedApi row, string id, string path, SyntaxTree tree, SyntaxNode node)
    {
        var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        var shown = id[0] switch { '?' => row.Id, 'X' => (id == "X:" + NonPublicReflection.Flag ? "F:" : "T:") + id[2..], _ => id };
        var what = id[0] is '?' or 'X' ? node.ToString() : id[2..];
        return new(row.Rule, shown, path, line, $"'{what}' {RefusedApis.Why[row.Rule]}: no solution needs that here. A task that does lists '{shown}' {(id[0] is '?' or 'X' || row.Id == shown ? "" : $"(or a shorter prefix such as '{row.Id}') ")}among its allowed APIs.");
    }
}
