using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.Tracing.TraceSource;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Functions that record where they are.</summary>
internal sealed partial class TraceWriter
{
    /// <summary>The function that records where it is; null inside of what has no probes: finalizers, expression trees, top-level statements, queries.</summary>
    private TracedFunction? FunctionOf(SyntaxNode node)
    {
        // A lambda as a value belongs to what is around it.
        for (var at = node is AnonymousFunctionExpressionSyntax ? node.Parent : node; at is not null and not GlobalStatementSyntax; at = at.Parent)
        {
            if (functions.TryGetValue(at, out var found))
            {
                return found;
            }

            if (TraceVariables.IsFunction(at) || at is QueryExpressionSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private TracedFunction? Register(SyntaxNode owner)
    {
        if (SymbolOf(owner) is not { } symbol)
        {
            return null;
        }

        var index = map.Functions.Count;
        var function = new TracedFunction(index, owner, symbol, TraceText.NameOf(owner), path, Line(owner.GetFirstToken()), TraceText.Of(owner), $"__trace{Number(index)}");
        map.Functions.Add(function);
        functions.Add(owner, function);
        return function;
    }

    private IMethodSymbol? SymbolOf(SyntaxNode owner) => owner switch
    {
        AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(owner, cancellationToken).Symbol as IMethodSymbol,
        PropertyDeclarationSyntax or IndexerDeclarationSyntax => (model.GetDeclaredSymbol(owner, cancellationToken) as IPropertySymbol)?.GetMethod,
        _ => model.GetDeclaredSymbol(owner, cancellationToken) as IMethodSymbol,
    };

    /// <summary>Functions that the probes under these have an entry in.</summary>
    private static bool IsBody(BlockSyntax block) => block.Parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or (BaseMethodDeclarationSyntax and not DestructorDeclarationSyntax);

    private static string Entry(TracedFunction function)
    {
        var counted = function.Owner is not AnonymousFunctionExpressionSyntax && function.Symbol is { IsAsync: false, IsIterator: false };
        return $"var {function.Variable} = {Call}Enter({Number(function.Index)}, {(counted ? 1 : 0)}); ";
    }
}
