using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>A name in scope that has a value: a local, a parameter, a field or a readable property.</summary>
/// <param name="Nearness">0 for locals and parameters, 1 for members of the type, 2 for inherited ones.</param>
public sealed record ScopeValue(ISymbol Symbol, string Name, ITypeSymbol Type, int Nearness)
{
    public bool IsWritable => Symbol switch
    {
        ILocalSymbol local => !local.IsConst && !local.IsForEach && !local.IsUsing,
        IParameterSymbol parameter => parameter.RefKind is not (RefKind.In or RefKind.RefReadOnlyParameter),
        IFieldSymbol member => !member.IsReadOnly && !member.IsConst,
        IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
        _ => false,
    };

    public static IReadOnlyList<ScopeValue> At(SemanticModel model, int position)
    {
        var values = new List<ScopeValue>();
        var here = model.GetEnclosingSymbol(position);
        foreach (var symbol in model.LookupSymbols(position))
        {
            if (From(symbol, model, position, here) is { } value)
            {
                values.Add(value);
            }
        }

        return [.. values.OrderBy(v => v.Nearness).ThenByDescending(v => v.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? -1).ThenBy(v => v.Name, StringComparer.Ordinal)];
    }

    private static ScopeValue? From(ISymbol symbol, SemanticModel model, int position, ISymbol? here)
    {
        if (!symbol.CanBeReferencedByName || symbol.IsImplicitlyDeclared && symbol is not IParameterSymbol)
        {
            return null;
        }

        var instanceInStatic = here is { IsStatic: true } and not INamedTypeSymbol && symbol is IFieldSymbol or IPropertySymbol && !symbol.IsStatic;
        return symbol switch
        {
            _ when instanceInStatic && here!.IsStatic => null,
            ILocalSymbol local when DeclaredBefore(local, position) => new(local, Escape(local.Name), local.Type, 0),
            IParameterSymbol parameter => new(parameter, Escape(parameter.Name), parameter.Type, 0),
            IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } field => new(field, Escape(field.Name), field.Type, Distance(field, model, position)),
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => new(property, Escape(property.Name), property.Type, Distance(property, model, position)),
            _ => null,
        };
    }

    /// <summary>A name is in scope in its whole block, but has a value only after its declaration.</summary>
    private static bool DeclaredBefore(ILocalSymbol local, int position) =>
        local.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration
        || (local.Type.TypeKind != TypeKind.Error && (declaration.Span.End <= position || IsElementOf(declaration.GetSyntax(), position)));

    /// <summary>The variable of a <c>foreach</c> is declared by the whole statement, and has its value in the body.</summary>
    private static bool IsElementOf(SyntaxNode declaration, int position) =>
        declaration is Microsoft.CodeAnalysis.CSharp.Syntax.ForEachStatementSyntax loop && loop.Statement.FullSpan.Contains(position);

    private static int Distance(ISymbol member, SemanticModel model, int position) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, model.GetEnclosingSymbol(position)?.ContainingType) ? 1 : 2;

    private static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;
}
