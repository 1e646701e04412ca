using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another variable, parameter, field or property of a fitting type; another member of the same type; another method of the same signature.</summary>
public sealed class SubstituteName : EditOperator
{
    public override string Family => "name";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context) => node switch
    {
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => Members(access, name, context),
        IdentifierNameSyntax { Parent: InvocationExpressionSyntax call } name when call.Expression == name => Methods(name, context),
        IdentifierNameSyntax name when Placing.IsValue(name) && !Placing.MustBeConstant(name) => Values(name, context, written: false),
        IdentifierNameSyntax { Parent: AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax } name => Values(name, context, written: true),
        _ => [],
    };

    private static IEnumerable<Variant> Values(IdentifierNameSyntax name, EditContext context, bool written)
    {
        if (context.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol) || context.TypeOf(name) is not { } type)
        {
            yield break;
        }

        var rank = 0;
        foreach (var value in context.ValuesAt(name).Where(v => v.Name != name.Identifier.Text))
        {
            var fits = written ? value.IsWritable && value.Type.SameAs(type) : value.Type.SameAs(type) || context.Converts(value.Type, type);
            if (fits)
            {
                var exact = value.Type.SameAs(type) ? 0.8 : 0.5;
                yield return EditContext.Replace(name, value.Name, (exact - (value.Nearness * 0.15)) / (1 + (0.08 * rank++)), $"`{TextChanges.Brief(name.Parent!.ToString())}`: `{name}` → `{value.Name}`");
            }
        }
    }

    private static IEnumerable<Variant> Members(MemberAccessExpressionSyntax access, IdentifierNameSyntax name, EditContext context)
    {
        var symbol = context.Model.GetSymbolInfo(name).Symbol;
        if (symbol?.ContainingType is not { } container)
        {
            return [];
        }

        var receiver = context.TypeOf(access.Expression) ?? (ITypeSymbol)container;
        var isStatic = symbol.IsStatic;
        var own = receiver.DeclaringSyntaxReferences.Length > 0;
        return context.Model.LookupSymbols(name.SpanStart, receiver)
            .Where(s => s.Name != symbol.Name && s.IsStatic == isStatic && s.CanBeReferencedByName && (own || symbol is not IMethodSymbol) && SameShape(symbol, s) && s.ContainingType?.SpecialType != SpecialType.System_Object)
            .Select(s => s.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(15)
            .Select(other => EditContext.Replace(name, other, own ? 0.7 : 0.35, $"`{TextChanges.Brief(access.ToString())}`: `{name}` → `{other}`"));
    }

    private static IEnumerable<Variant> Methods(IdentifierNameSyntax name, EditContext context) =>
        context.Model.GetSymbolInfo(name).Symbol is not IMethodSymbol method
            ? []
            : context.Model.LookupSymbols(name.SpanStart).OfType<IMethodSymbol>()
                .Where(m => m.Name != method.Name && m.ContainingType?.SpecialType != SpecialType.System_Object && SameShape(method, m))
                .Select(m => m.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(15)
                .Select(other => EditContext.Replace(name, other, 0.55, $"call `{other}` in place of `{name}`"));

    private static bool SameShape(ISymbol one, ISymbol other) => (one, other) switch
    {
        (IMethodSymbol a, IMethodSymbol b) => a.MethodKind == b.MethodKind && a.ReturnType.SameAs(b.ReturnType) && a.Parameters.Length == b.Parameters.Length && a.Parameters.Zip(b.Parameters).All(p => p.First.Type.SameAs(p.Second.Type)),
        (IMethodSymbol, _) or (_, IMethodSymbol) => false,
        _ => ValueType(one) is { } a && ValueType(other) is { } b && a.SameAs(b),
    };

    private static ITypeSymbol? ValueType(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };
}
