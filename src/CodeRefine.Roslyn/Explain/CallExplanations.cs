using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Calls whose arguments fit no overload.</summary>
internal static class CallExplanations
{
    private const int Most = 8;

    public static IEnumerable<string> Overloads(DiagnosticPlace place, string id)
    {
        if (CallAround(place.Node) is not { } call)
        {
            yield break;
        }

        var overloads = SymbolOfferings.Overloads(place.Model, call);
        if (overloads.Length > 0)
        {
            var shown = overloads.OrderBy(o => Math.Abs(Parameters(o) - Arguments(call))).Take(Most).Select(o => $"`{SymbolOfferings.Signature(o)}`");
            yield return $"{(overloads.Length == 1 ? "The signature is" : "The overloads are")} {string.Join(", ", shown)}{(overloads.Length > Most ? $" and {overloads.Length - Most} more" : "")}.";
        }

        if (ArgumentTypes(place.Model, call) is { Length: > 0 } types)
        {
            yield return $"The call passes ({types}).";
        }

        if (id == "CS1503" && place.Node.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument && Wanted(place.Model, argument, overloads) is { } wanted)
        {
            foreach (var way in ConversionExplanations.Ways(place, argument.Expression, wanted))
            {
                yield return way;
            }
        }
    }

    /// <summary>A method used as a value, a property called, an instance's member used without one.</summary>
    public static IEnumerable<string> Usage(DiagnosticPlace place, string id)
    {
        var name = place.Node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault();
        if (name is null)
        {
            yield break;
        }

        var info = place.Model.GetSymbolInfo(name);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol)
        {
            yield return id switch
            {
                "CS1955" => $"`{symbol.Name}` is no method: write it without `()` (`{SymbolOfferings.Signature(symbol)}`).",
                "CS0428" => $"`{symbol.Name}` is a method: call it with `()` (`{SymbolOfferings.Signature(symbol)}`).",
                "CS0176" => $"`{symbol.Name}` is static: write `{symbol.ContainingType?.Name}.{symbol.Name}`.",
                _ => $"It is declared as `{SymbolOfferings.Signature(symbol)}`.",
            };
        }
    }

    public static SyntaxNode? CallAround(SyntaxNode node) => node.AncestorsAndSelf()
        .TakeWhile(n => n is not (StatementSyntax or MemberDeclarationSyntax) || n == node)
        .FirstOrDefault(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or ElementAccessExpressionSyntax or PrimaryConstructorBaseTypeSyntax or AttributeSyntax);

    private static int Parameters(ISymbol symbol) => symbol switch { IMethodSymbol m => m.Parameters.Length, IPropertySymbol p => p.Parameters.Length, _ => 0 };

    private static int Arguments(SyntaxNode call) => ArgumentList(call)?.Arguments.Count ?? 0;

    private static BaseArgumentListSyntax? ArgumentList(SyntaxNode call) => call.ChildNodes().OfType<BaseArgumentListSyntax>().FirstOrDefault();

    private static string ArgumentTypes(SemanticModel model, SyntaxNode call) =>
        string.Join(", ", ArgumentList(call)?.Arguments.Select(a => model.GetTypeInfo(a.Expression).Type is { TypeKind: not TypeKind.Error } type ? $"`{type.ToMinimalDisplayString(model, a.SpanStart)}`" : $"`{Short(a.ToString())}`") ?? []);

    /// <summary>The type of the parameter for which the argument stands, in the overload that fits the number of arguments.</summary>
    private static ITypeSymbol? Wanted(SemanticModel model, ArgumentSyntax argument, ImmutableArray<ISymbol> overloads)
    {
        if (argument.Parent is not BaseArgumentListSyntax list)
        {
            return null;
        }

        var index = list.Arguments.IndexOf(argument);
        var parameters = overloads.OfType<IMethodSymbol>().Where(o => o.Parameters.Length == list.Arguments.Count).Select(o => o.Parameters).ToList();
        return parameters.Count == 1 && argument.NameColon is null ? parameters[0][index].Type : null;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
