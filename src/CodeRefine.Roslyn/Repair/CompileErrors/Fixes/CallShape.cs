using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A property called like a method, a method used like a property, a type called without new, arguments in the wrong order or number.</summary>
public sealed class CallShape : CompileFix
{
    public override string Family => "call";

    public override ImmutableArray<string> Ids => ["CS1955", "CS0118", "CS0119", "CS0428", "CS0019", "CS0023", "CS1503", "CS1501", "CS7036", "CS1729", "CS0149", "CS1929", "CS0815", "CS8917", "CS0021", "CS0201"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var file = context.File(error.Tree);
        return error.Id switch
        {
            "CS1955" when error.Ancestor<InvocationExpressionSyntax>() is { } call => WithoutParentheses(call, context).Concat(WithNew(call, file, context)).Concat(Indexed(call, context)),
            "CS0118" or "CS0119" when error.Ancestor<InvocationExpressionSyntax>() is { } call && file.Model.GetSymbolInfo(call.Expression) is var named && (named.Symbol ?? named.CandidateSymbols.FirstOrDefault()) is INamedTypeSymbol => WithNew(call, file, context),
            "CS0119" or "CS0428" or "CS0815" or "CS8917" or "CS0201" when error.Node is ExpressionSyntax expression => Called(expression, file, context),
            "CS0019" or "CS0023" => error.Node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().SelectMany(e => Called(e, file, context)),
            "CS0021" when error.Node is ElementAccessExpressionSyntax access => Called(access.Expression, file, context),
            "CS1503" or "CS1501" or "CS7036" or "CS1729" => Arguments(error, file, context),
            _ => [],
        };
    }

    private static IEnumerable<CandidateEdit> WithoutParentheses(InvocationExpressionSyntax call, FixContext context) =>
        call.ArgumentList.Arguments.Count == 0 ? context.Edit(call.SyntaxTree, 0.95, $"`{call}` without parentheses", new TextChange(call.ArgumentList.Span, "")) : [];

    private static IEnumerable<CandidateEdit> Indexed(InvocationExpressionSyntax call, FixContext context) =>
        call.ArgumentList.Arguments.Count == 1 ? context.Replace(call, $"{call.Expression}[{call.ArgumentList.Arguments[0]}]", 0.8) : [];

    private static IEnumerable<CandidateEdit> WithNew(InvocationExpressionSyntax call, EditContext file, FixContext context) =>
        file.Model.LookupNamespacesAndTypes(call.SpanStart, name: (call.Expression as SimpleNameSyntax)?.Identifier.ValueText).OfType<INamedTypeSymbol>().Any()
            ? context.Insert(call.SyntaxTree, call.SpanStart, "new ", 0.95) : [];

    private static IEnumerable<CandidateEdit> Called(ExpressionSyntax expression, EditContext file, FixContext context) =>
        expression is IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } or MemberAccessExpressionSyntax && expression.Parent is not InvocationExpressionSyntax
        && file.Model.GetMemberGroup(expression).OfType<IMethodSymbol>().Any()
            ? context.Insert(expression.SyntaxTree, expression.Span.End, "()", 0.95) : [];

    private static IEnumerable<CandidateEdit> Arguments(CompileError error, EditContext file, FixContext context)
    {
        var list = error.Ancestor<ArgumentListSyntax>() ?? error.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList ?? error.Ancestor<BaseObjectCreationExpressionSyntax>()?.ArgumentList;
        if (list is null)
        {
            yield break;
        }

        var arguments = list.Arguments.Select(a => a.ToString()).ToList();
        foreach (var (order, summary, prior) in Orders(arguments).Concat(error.Id == "CS1503" ? [] : Counts(list, arguments, file)))
        {
            foreach (var edit in context.Edit(error.Tree, prior, summary, new TextChange(TextSpan.FromBounds(list.OpenParenToken.Span.End, list.CloseParenToken.SpanStart), string.Join(", ", order))))
            {
                yield return edit;
            }
        }
    }

    private static IEnumerable<(List<string> Order, string Summary, double Prior)> Orders(List<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            for (var j = i + 1; j < arguments.Count; j++)
            {
                var order = arguments.ToList();
                (order[i], order[j]) = (order[j], order[i]);
                yield return (order, $"exchange the arguments `{TextChanges.Brief(arguments[i], 30)}` and `{TextChanges.Brief(arguments[j], 30)}`", 0.75);
            }
        }
    }

    /// <summary>One argument less, or one more from the values in scope.</summary>
    private static IEnumerable<(List<string> Order, string Summary, double Prior)> Counts(ArgumentListSyntax list, List<string> arguments, EditContext file)
    {
        for (var i = arguments.Count - 1; i >= 0; i--)
        {
            yield return (arguments.Where((_, index) => index != i).ToList(), $"leave the argument `{TextChanges.Brief(arguments[i], 30)}` away", 0.4);
        }

        foreach (var value in file.ValuesAt(list).Where(v => v.Nearness < 2 && !arguments.Contains(v.Name)).Take(6))
        {
            yield return ([.. arguments, value.Name], $"pass `{value.Name}` too", 0.5);
            yield return ([value.Name, .. arguments], $"pass `{value.Name}` first", 0.4);
        }
    }
}
