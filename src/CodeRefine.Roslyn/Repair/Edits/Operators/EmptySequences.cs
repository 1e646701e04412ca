using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>An aggregate that throws on a sequence without elements: of the default in its place.</summary>
public sealed class EmptySequences : EditOperator
{
    public override string Family => "nothing";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max" or "Min" or "Average" or "Aggregate", Expression: var sequence } } call
            && context.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "Enumerable" } && context.TypeOf(sequence).ElementType() is { IsValueType: true })
        {
            yield return EditContext.Replace(sequence, $"{sequence}.DefaultIfEmpty()", 0.45);
        }
    }
}
