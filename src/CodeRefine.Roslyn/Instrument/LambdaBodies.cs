using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>What a lambda's body that is an expression becomes as statements: only its delegate type says so.</summary>
internal abstract class LambdaBodies
{
    /// <summary>True for a statement, false for a value to return, null where the body must stay an expression.</summary>
    public abstract bool? IsVoid(AnonymousFunctionExpressionSyntax lambda, CancellationToken cancellationToken);
}

internal sealed class ModelLambdas(SemanticModel model) : LambdaBodies
{
    public override bool? IsVoid(AnonymousFunctionExpressionSyntax lambda, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(lambda, cancellationToken).Symbol is IMethodSymbol symbol && !IsTree(lambda, cancellationToken)
            ? symbol.ReturnsVoid || (symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 })
            : null;

    /// <summary>An expression tree is data: it may hold no statements.</summary>
    private bool IsTree(AnonymousFunctionExpressionSyntax lambda, CancellationToken cancellationToken) =>
        model.GetTypeInfo(lambda, cancellationToken).ConvertedType is INamedTypeSymbol { Name: "Expression" or "LambdaExpression" };
}
