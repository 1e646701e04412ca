using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Generate;

/// <summary>What the compiler says of one file of generated checks.</summary>
/// <param name="Error">The first error, with its line; null where it compiles.</param>
/// <param name="Calls">It uses something of the candidate's.</param>
/// <param name="Asserts">It can fail otherwise than by an exception: it asserts, throws, or returns a value that is no constant.</param>
public sealed record CheckContents(string? Error, bool Calls, bool Asserts)
{
    /// <summary>By path in the check sources.</summary>
    public static IReadOnlyDictionary<string, CheckContents> Read(CSharpCompilation checks, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, CheckContents>(StringComparer.Ordinal);
        foreach (var tree in checks.SyntaxTrees)
        {
            if (SourcePaths.ToTreePath(tree) is { } path)
            {
                found[path] = Of(checks.GetSemanticModel(tree), tree, checks, cancellationToken);
            }
        }

        return found;
    }

    private static CheckContents Of(SemanticModel model, SyntaxTree tree, CSharpCompilation checks, CancellationToken cancellationToken)
    {
        if (model.GetDiagnostics(cancellationToken: cancellationToken).FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            return new($"{error.Id} in line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", true, true);
        }

        var root = tree.GetRoot(cancellationToken);
        var calls = root.DescendantNodes().OfType<ExpressionSyntax>().Where(e => e is SimpleNameSyntax or BaseObjectCreationExpressionSyntax)
            .Any(e => model.GetSymbolInfo(e, cancellationToken).Symbol is { } symbol && symbol.Locations.Any(l => l.IsInSource) && !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, checks.Assembly) && symbol is not INamespaceSymbol);
        return new(null, calls, root.DescendantNodes().Any(n => Asserting(n, model, cancellationToken)));
    }

    private static bool Asserting(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => node switch
    {
        InvocationExpressionSyntax call => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ContainingType.Name: "Assert" },
        ThrowStatementSyntax { Expression: not null } or ThrowExpressionSyntax => true,
        ReturnStatementSyntax { Expression: { } value } => IsBool(value, model, cancellationToken) || CanFailByItself(node, model, cancellationToken),
        ArrowExpressionClauseSyntax { Expression: var value, Parent: MethodDeclarationSyntax } => IsBool(value, model, cancellationToken),
        _ => false,
    };

    private static bool IsBool(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(value, cancellationToken).Type?.SpecialType == SpecialType.System_Boolean && !model.GetConstantValue(value, cancellationToken).HasValue;

    /// <summary>A check that nothing is thrown says so by catching what may be: then its last word is a constant.</summary>
    private static bool CanFailByItself(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node.FirstAncestorOrSelf<TryStatementSyntax>() is { } attempt && attempt.Catches.All(c => c.Filter is not null) && model.GetConstantValue(((ReturnStatementSyntax)node).Expression!, cancellationToken).HasValue;
}
