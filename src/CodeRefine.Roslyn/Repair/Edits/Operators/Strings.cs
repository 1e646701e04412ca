using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Comparisons of text without regard to case, and by ordinal; a set or dictionary that ignores case.</summary>
public sealed class Strings : EditOperator
{
    private static readonly HashSet<string> Comparing = ["Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "Replace"];

    public override string Family => "string comparison";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        switch (node)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality when context.TypeOf(equality.Left).IsString() && context.TypeOf(equality.Right).IsString():
                var not = equality.IsKind(SyntaxKind.NotEqualsExpression) ? "!" : "";
                yield return EditContext.Replace(equality, $"{not}string.Equals({equality.Left}, {equality.Right}, StringComparison.OrdinalIgnoreCase)", 0.45);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality when context.TypeOf(equality.Left).IsChar() && context.TypeOf(equality.Right).IsChar():
                yield return EditContext.Replace(equality, $"char.ToUpperInvariant({equality.Left}) {equality.OperatorToken.Text} char.ToUpperInvariant({equality.Right})", 0.4);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when Comparing.Contains(access.Name.Identifier.ValueText) && context.TypeOf(access.Expression).IsString() && call.ArgumentList.Arguments.Count is 1 or 2:
                var last = call.ArgumentList.Arguments[^1].Expression;
                if (context.TypeOf(last)?.Name == "StringComparison")
                {
                    yield return EditContext.Replace(last, last.ToString().EndsWith("IgnoreCase", StringComparison.Ordinal) ? "StringComparison.Ordinal" : "StringComparison.OrdinalIgnoreCase", 0.6);
                }
                else
                {
                    yield return new Variant(new(call.ArgumentList.CloseParenToken.SpanStart, 0), ", StringComparison.OrdinalIgnoreCase", 0.45, $"`{TextChanges.Brief(call.ToString())}` without regard to case");
                    yield return new Variant(new(call.ArgumentList.CloseParenToken.SpanStart, 0), ", StringComparison.Ordinal", 0.2, $"`{TextChanges.Brief(call.ToString())}` by ordinal");
                }

                break;
            case ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } arguments } made when IsKeyedByText(context.TypeOf(made)):
                yield return new Variant(new(arguments.CloseParenToken.SpanStart, 0), "StringComparer.OrdinalIgnoreCase", 0.4, "keys without regard to case");
                break;
            case ImplicitObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } arguments } made when IsKeyedByText(context.TypeOf(made)):
                yield return new Variant(new(arguments.CloseParenToken.SpanStart, 0), "StringComparer.OrdinalIgnoreCase", 0.4, "keys without regard to case");
                break;
        }
    }

    private static bool IsKeyedByText(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Dictionary" or "HashSet" or "SortedDictionary" or "SortedSet", TypeArguments: [var key, ..] } && key.IsString();
}
