using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Two arguments exchanged, an argument put in by a value in scope, an optional last one left away.</summary>
public sealed class Arguments : EditOperator
{
    public override string Family => "argument";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is not BaseArgumentListSyntax list || list.Parent is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or ConstructorInitializerSyntax))
        {
            return [];
        }

        return Swaps(list, context).Concat(Replacements(list, context)).Concat(Overloads(list));
    }

    private static IEnumerable<Variant> Swaps(BaseArgumentListSyntax list, EditContext context)
    {
        var arguments = list.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            for (var j = i + 1; j < arguments.Count; j++)
            {
                var (one, other) = (arguments[i], arguments[j]);
                if (one.NameColon is null && other.NameColon is null && one.ToString() != other.ToString() && Exchangeable(one, other, context))
                {
                    var code = list.ToString();
                    var (a, b) = (one.Span.Start - list.SpanStart, other.Span.Start - list.SpanStart);
                    var swapped = code[..a] + other + code[(a + one.Span.Length)..b] + one + code[(b + other.Span.Length)..];
                    yield return EditContext.Replace(list, swapped, 0.7, $"exchange the arguments `{TextChanges.Brief(one.ToString(), 30)}` and `{TextChanges.Brief(other.ToString(), 30)}`");
                }
            }
        }
    }

    private static bool Exchangeable(ArgumentSyntax one, ArgumentSyntax other, EditContext context) =>
        context.TypeOf(one.Expression) is { } a && context.TypeOf(other.Expression) is { } b && (a.SameAs(b) || (context.WantedAt(one.Expression) is { } wantA && context.WantedAt(other.Expression) is { } wantB && context.Converts(a, wantB) && context.Converts(b, wantA)));

    /// <summary>Names are SubstituteName's; here stand literals and compound expressions.</summary>
    private static IEnumerable<Variant> Replacements(BaseArgumentListSyntax list, EditContext context)
    {
        foreach (var argument in list.Arguments.Where(a => a.Expression is not (IdentifierNameSyntax or LambdaExpressionSyntax) && a.RefKindKeyword.IsKind(SyntaxKind.None)))
        {
            if (context.TypeOf(argument.Expression) is not { } type)
            {
                continue;
            }

            var rank = 0;
            foreach (var value in context.ValuesAt(argument).Where(v => v.Nearness < 2 && v.Type.SameAs(type)).Take(6))
            {
                yield return EditContext.Replace(argument.Expression, value.Name, 0.45 / (1 + (0.15 * rank++)));
            }
        }
    }

    private static IEnumerable<Variant> Overloads(BaseArgumentListSyntax list)
    {
        if (list is ArgumentListSyntax { Arguments.Count: > 1 } calls)
        {
            var last = calls.Arguments[^1];
            var before = calls.Arguments[^2];
            yield return new Variant(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(before.Span.End, last.Span.End), "", 0.25, $"leave the argument `{TextChanges.Brief(last.ToString(), 40)}` away");
        }
    }
}
