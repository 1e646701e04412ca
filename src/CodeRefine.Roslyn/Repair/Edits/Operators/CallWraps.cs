using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Puts a value through a call that is often forgotten (Math.Abs, Trim, ToList, Reverse …), or takes such a call away.</summary>
public sealed class CallWraps : EditOperator
{
    public override string Family => "call";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not ExpressionSyntax expression || !Placing.IsValue(expression) || Placing.MustBeConstant(node) || node is LiteralExpressionSyntax or ParenthesizedExpressionSyntax or TypeSyntax and not IdentifierNameSyntax)
        {
            return [];
        }

        return context.TypeOf(expression) is not { } type ? [] : Unwraps(expression, type, context).Concat(Wraps(expression, type, context));
    }

    private static IEnumerable<Variant> Unwraps(ExpressionSyntax expression, ITypeSymbol type, EditContext context)
    {
        if (expression is not InvocationExpressionSyntax call)
        {
            yield break;
        }

        if (call.Expression is MemberAccessExpressionSyntax access && context.TypeOf(access.Expression) is { } receiver && context.WantedAt(call) is { } wanted && context.Converts(receiver, wanted))
        {
            yield return EditContext.Replace(call, access.Expression.ToString(), 0.5);
        }

        foreach (var argument in call.ArgumentList.Arguments.Where(a => context.TypeOf(a.Expression) is { } t && t.SameAs(type)))
        {
            yield return EditContext.Replace(call, Placing.Put(call, argument.Expression.ToString(), argument.Expression.Kind()), 0.45);
        }
    }

    private static IEnumerable<Variant> Wraps(ExpressionSyntax expression, ITypeSymbol type, EditContext context)
    {
        if (!IsTaken(expression) || expression is AssignmentExpressionSyntax)
        {
            yield break;
        }

        var at = EditContext.Operand(expression);
        foreach (var (code, prior) in ForType(expression, type, at, context))
        {
            yield return EditContext.Replace(expression, code, prior);
        }
    }

    /// <summary>Where a whole value is passed on; inside a longer expression wraps would be legion.</summary>
    private static bool IsTaken(ExpressionSyntax expression) => expression.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax or YieldStatementSyntax or BinaryExpressionSyntax or CommonForEachStatementSyntax;

    private static IEnumerable<(string, double)> ForType(ExpressionSyntax expression, ITypeSymbol type, string at, EditContext context)
    {
        var inner = expression.Parent is BinaryExpressionSyntax;
        if (type.IsNumeric() && type.SpecialType is not (SpecialType.System_Byte or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UInt16))
        {
            yield return ($"Math.Abs({expression})", 0.4);
            yield return ($"-{at}", inner ? 0.2 : 0.35);
            if (!inner)
            {
                yield return ($"Math.Max({expression}, 0)", 0.35);
                foreach (var value in context.ValuesAt(expression).Where(v => v.Nearness < 2 && v.Type.SameAs(type) && v.Name != expression.ToString()).Take(4))
                {
                    yield return ($"Math.Max({expression}, {value.Name})", 0.3);
                    yield return ($"Math.Min({expression}, {value.Name})", 0.3);
                }
            }
        }
        else if (type.IsString())
        {
            foreach (var (call, prior) in new[] { (".Trim()", 0.35), (".ToLowerInvariant()", 0.3), (".ToUpperInvariant()", 0.3) })
            {
                yield return (at + call, inner ? prior / 2 : prior);
            }
        }
        else if (type.IsChar())
        {
            yield return ($"char.ToLowerInvariant({expression})", 0.35);
            yield return ($"char.ToUpperInvariant({expression})", 0.3);
        }
        else if (type.ElementType() is { } element && !inner)
        {
            foreach (var (code, prior) in ForSequence(expression, type, element, at, context))
            {
                yield return (code, prior);
            }
        }
    }

    private static IEnumerable<(string, double)> ForSequence(ExpressionSyntax expression, ITypeSymbol type, ITypeSymbol element, string at, EditContext context)
    {
        var isTaken = expression.Parent is CommonForEachStatementSyntax || context.WantedAt(expression) is { Name: "IEnumerable" };
        var back = isTaken ? "" : type is IArrayTypeSymbol ? ".ToArray()" : ".ToList()";
        yield return ($"Enumerable.Reverse({expression}){back}", 0.3);
        yield return ($"{at}.Distinct(){back}", 0.3);
        if (element.IsOrdered() || element.IsString())
        {
            yield return ($"{at}.Order(){back}", 0.3);
        }

        yield return ($"{at}.Skip(1){back}", 0.25);
        if (element.IsString())
        {
            yield return ($"{at}.Where({Unused(expression, context)} => {Unused(expression, context)}.Length > 0){back}", 0.3);
        }

        if (isTaken)
        {
            yield return ($"{at}.ToList()", 0.45);
        }
    }

    /// <summary>A name for a lambda's parameter that nothing in scope has.</summary>
    private static string Unused(ExpressionSyntax expression, EditContext context) =>
        new[] { "item", "element", "one" }.FirstOrDefault(n => context.Model.LookupSymbols(expression.SpanStart, name: n).IsEmpty) ?? "other1";
}
