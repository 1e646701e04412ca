using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// The errors that the checks have by themselves: those near which no name is unresolved and no symbol is the candidate's.
/// No candidate can mend them, so they must not be blamed on one.
/// </summary>
internal sealed record CheckFaults(ImmutableArray<Diagnostic> Errors)
{
    public static CheckFaults Find(CSharpCompilation checks, CancellationToken cancellationToken) =>
        Among(checks.GetDiagnostics(cancellationToken).Where(Diagnostics.IsError), checks, cancellationToken);

    public static CheckFaults Among(IEnumerable<Diagnostic> errors, CSharpCompilation checks, CancellationToken cancellationToken) =>
        new([.. errors.Where(e => IsOwn(e, checks, CandidateOf(checks), cancellationToken))]);

    /// <summary>Simple name of the candidate's assembly: the one reference that is a compilation.</summary>
    private static string CandidateOf(CSharpCompilation checks) => checks.References.OfType<CompilationReference>().LastOrDefault()?.Compilation.AssemblyName ?? CompilerSetup.CandidateName;

    private static bool IsOwn(Diagnostic error, CSharpCompilation checks, string candidate, CancellationToken cancellationToken)
    {
        if (error.Location.SourceTree is not { } tree || !checks.ContainsSyntaxTree(tree))
        {
            return false;
        }

        var root = tree.GetRoot(cancellationToken);
        var model = checks.GetSemanticModel(tree);
        var node = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        return IsMemberOfFramework(node, model, cancellationToken) || Around(node)
            .SelectMany(n => n.DescendantNodesAndSelf(d => d is not BaseTypeDeclarationSyntax || d == n))
            .All(n => !DependsOnCandidate(n, model, candidate, cancellationToken));
    }

    /// <summary>The code that decides whether an error is there: its statement without nested bodies, or its member; for a type its head.</summary>
    private static IEnumerable<SyntaxNode> Around(SyntaxNode node)
    {
        var holder = node.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax or UsingDirectiveSyntax or CompilationUnitSyntax) ?? node;
        return holder switch
        {
            TypeDeclarationSyntax type => [.. type.AttributeLists, .. Optional(type.BaseList), .. Optional(type.ParameterList), .. type.ConstraintClauses, .. type.Members],
            CompilationUnitSyntax or BaseNamespaceDeclarationSyntax => [node],
            _ => [holder],
        };
    }

    private static IEnumerable<SyntaxNode> Optional(SyntaxNode? node) => node is null ? [] : [node];

    private static bool DependsOnCandidate(SyntaxNode node, SemanticModel model, string candidate, CancellationToken cancellationToken)
    {
        if (node is not (ExpressionSyntax or AttributeSyntax or ConstructorInitializerSyntax or QueryClauseSyntax or SelectOrGroupClauseSyntax))
        {
            return false;
        }

        var info = model.GetSymbolInfo(node, cancellationToken);
        var type = model.GetTypeInfo(node, cancellationToken);
        if (node is SimpleNameSyntax && info.Symbol is null && info.CandidateSymbols.IsEmpty && type.Type is null or IErrorTypeSymbol)
        {
            return true;
        }

        return info.CandidateSymbols.Concat([info.Symbol, type.Type, type.ConvertedType]).Any(s => IsForeign(s, candidate, depth: 0));
    }

    /// <summary>A static member that the checks' own framework lacks (<c>Assert.Equl</c>): nothing that a candidate declares can bring it.</summary>
    private static bool IsMemberOfFramework(SyntaxNode name, SemanticModel model, CancellationToken cancellationToken) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name
        && model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is INamedTypeSymbol receiver
        && receiver.TypeKind != TypeKind.Error && receiver.ContainingAssembly.Name.StartsWith("xunit", StringComparison.Ordinal)
        && model.GetSymbolInfo(access, cancellationToken) is { Symbol: null, CandidateSymbols.IsEmpty: true };

    private static bool IsForeign(ISymbol? symbol, string candidate, int depth) => depth < 8 && symbol switch
    {
        null => false,
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsForeign(array.ElementType, candidate, depth + 1),
        IPointerTypeSymbol pointer => IsForeign(pointer.PointedAtType, candidate, depth + 1),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(c => IsForeign(c, candidate, depth + 1)),
        INamedTypeSymbol type => IsCandidates(type, candidate) || type.TypeArguments.Any(a => IsForeign(a, candidate, depth + 1)) || BasesOf(type).Any(b => IsCandidates(b, candidate)),
        IMethodSymbol method => IsCandidates(method, candidate) || IsForeign(method.ReturnType, candidate, depth + 1) || method.Parameters.Any(p => IsForeign(p.Type, candidate, depth + 1)),
        ILocalSymbol local => IsForeign(local.Type, candidate, depth + 1),
        IParameterSymbol parameter => IsForeign(parameter.Type, candidate, depth + 1),
        IFieldSymbol field => IsCandidates(field, candidate) || IsForeign(field.Type, candidate, depth + 1),
        IPropertySymbol property => IsCandidates(property, candidate) || IsForeign(property.Type, candidate, depth + 1),
        IEventSymbol @event => IsCandidates(@event, candidate) || IsForeign(@event.Type, candidate, depth + 1),
        _ => IsCandidates(symbol, candidate),
    };

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            yield return at;
        }

        foreach (var one in type.AllInterfaces)
        {
            yield return one;
        }
    }

    private static bool IsCandidates(ISymbol symbol, string candidate) => symbol is INamespaceSymbol space
        ? !space.IsGlobalNamespace && space.ConstituentNamespaces.Any(n => n.ContainingAssembly?.Name == candidate)
        : symbol.ContainingAssembly?.Name == candidate;
}
