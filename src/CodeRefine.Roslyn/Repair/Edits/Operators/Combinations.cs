using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>A value where an expression over it was meant: its sum, difference or product with another one in scope, its square, a text with a part joined to it, one element of a sequence.</summary>
public sealed class Combinations : EditOperator
{
    private const int MostPartners = 8;

    public override string Family => "expression";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not IdentifierNameSyntax name || !Placing.IsValue(name) || Placing.MustBeConstant(name) || context.TypeOf(name) is not { } type
            || context.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol))
        {
            return [];
        }

        return type.IsInteger() || type.IsReal() ? Sums(name, type, context)
            : type.IsString() ? [.. Joins(name, context), .. Elements(name, context)]
            : Elements(name, context);
    }

    private static IEnumerable<Variant> Sums(IdentifierNameSyntax name, ITypeSymbol type, EditContext context)
    {
        foreach (var (other, rank) in Partners(name, context, v => v.Type.SameAs(type)))
        {
            yield return Whole(name, $"{other} - {name}", SyntaxKind.SubtractExpression, 0.32 / rank);
            yield return Whole(name, $"{name} - {other}", SyntaxKind.SubtractExpression, 0.32 / rank);
            yield return Whole(name, $"{name} + {other}", SyntaxKind.AddExpression, 0.3 / rank);
            yield return Whole(name, $"{name} * {other}", SyntaxKind.MultiplyExpression, 0.16 / rank);
        }

        yield return Whole(name, $"{name} * {name}", SyntaxKind.MultiplyExpression, 0.2);
    }

    private static IEnumerable<Variant> Joins(IdentifierNameSyntax name, EditContext context)
    {
        foreach (var (other, rank) in Partners(name, context, v => v.Type.IsString() || v.Type.IsChar()))
        {
            yield return Whole(name, $"{name} + {other}", SyntaxKind.AddExpression, 0.32 / rank);
            yield return Whole(name, $"{other} + {name}", SyntaxKind.AddExpression, 0.28 / rank);
        }
    }

    /// <summary>The first or the last, where the place takes an element as well as the whole.</summary>
    private static IEnumerable<Variant> Elements(IdentifierNameSyntax name, EditContext context)
    {
        var type = context.TypeOf(name);
        var element = type.IsString() ? context.Compilation.GetSpecialType(SpecialType.System_Char) : type is IArrayTypeSymbol || type?.CountMember() == "Count" ? type.ElementType() : null;
        var joined = name.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && context.TypeOf(sum).IsString();
        if (element is null || !(joined || (context.WantedAt(name) is { } wanted && context.Converts(element, wanted))))
        {
            yield break;
        }

        yield return EditContext.Replace(name, $"{name}[0]", 0.25);
        yield return EditContext.Replace(name, $"{name}[^1]", 0.2);
    }

    private static Variant Whole(IdentifierNameSyntax name, string code, SyntaxKind kind, double prior) => EditContext.Replace(name, Placing.Put(name, code, kind), prior);

    private static IEnumerable<(string Name, double Rank)> Partners(IdentifierNameSyntax name, EditContext context, Func<ScopeValue, bool> fits) =>
        context.ValuesAt(name).Where(v => v.Name != name.Identifier.Text && v.Nearness < 2 && fits(v)).Take(MostPartners).Select((v, i) => (v.Name, 1 + (0.1 * i)));
}
