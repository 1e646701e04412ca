using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits.Operators;

/// <summary>Another literal of the same type: neighbours, the usual constants, and what the file, the checks and the statement use.</summary>
public sealed class Literals : EditOperator
{
    public override string Family => "literal";

    public override IEnumerable<Variant> Variants(SyntaxNode node, EditContext context)
    {
        if (node is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax positive } negative)
        {
            return [EditContext.Replace(negative, positive.Token.Text, 0.5)];
        }

        return node is not LiteralExpressionSyntax literal ? [] : literal.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => [EditContext.Replace(literal, "false", 0.8)],
            SyntaxKind.FalseLiteralExpression => [EditContext.Replace(literal, "true", 0.8)],
            SyntaxKind.NumericLiteralExpression => Numbers(literal, context),
            SyntaxKind.StringLiteralExpression => Strings(literal, context),
            SyntaxKind.CharacterLiteralExpression => context.Literals.Chars.Where(c => c != literal.Token.Text).Take(20).Select((c, i) => EditContext.Replace(literal, c, 0.5 / (1 + (i * 0.1)))),
            _ => [],
        };
    }

    private static IEnumerable<Variant> Numbers(LiteralExpressionSyntax literal, EditContext context)
    {
        var text = literal.Token.Text;
        var suffix = text[text.TrimEnd('u', 'U', 'l', 'L', 'f', 'F', 'd', 'D', 'm', 'M').Length..];
        if (literal.Token.Value is int or long or uint)
        {
            var value = Convert.ToInt64(literal.Token.Value, CultureInfo.InvariantCulture);
            foreach (var (other, prior) in Neighbours(value, literal))
            {
                yield return EditContext.Replace(literal, Written(other, suffix, literal), prior);
            }
        }
        else
        {
            foreach (var (other, prior) in new[] { ("0", 0.4), ("1", 0.4), ("0.5", 0.3), ("2", 0.25) })
            {
                yield return EditContext.Replace(literal, suffix.Length > 0 || other.Contains('.', StringComparison.Ordinal) ? other + suffix : other + ".0", prior);
            }
        }

        var pool = literal.Token.Value is int or long or uint ? context.Literals.Integers : context.Literals.Reals;
        foreach (var (other, index) in pool.Where(o => o != text).Select((o, i) => (o, i)).Take(20))
        {
            yield return EditContext.Replace(literal, other, 0.35 / (1 + (index * 0.1)));
        }
    }

    private static IEnumerable<(long Value, double Prior)> Neighbours(long value, LiteralExpressionSyntax literal)
    {
        var boundary = literal.Parent is BinaryExpressionSyntax or EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax or RelationalPatternSyntax;
        yield return (value + 1, boundary ? 0.75 : 0.6);
        yield return (value - 1, boundary ? 0.75 : 0.6);
        foreach (var usual in new long[] { 0, 1, -1, 2 })
        {
            if (Math.Abs(usual - value) > 1)
            {
                yield return (usual, 0.5);
            }
        }

        if (value is not (0 or 1))
        {
            yield return (-value, 0.3);
            yield return (value * 10, 0.25);
            yield return (value / 10, 0.2);
        }
    }

    private static string Written(long value, string suffix, LiteralExpressionSyntax literal)
    {
        var text = value.ToString(CultureInfo.InvariantCulture) + suffix;
        return value < 0 && literal.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax ? $"({text})" : text;
    }

    private static IEnumerable<Variant> Strings(LiteralExpressionSyntax literal, EditContext context)
    {
        var text = literal.Token.Text;
        if (text != "\"\"")
        {
            yield return EditContext.Replace(literal, "\"\"", 0.35);
        }

        if (text == "\"\"")
        {
            yield return EditContext.Replace(literal, "\" \"", 0.45);
        }

        foreach (var (other, index) in context.Literals.Strings.Where(o => o != text).Select((o, i) => (o, i)).Take(30))
        {
            yield return EditContext.Replace(literal, other, 0.5 / (1 + (index * 0.1)));
        }

        foreach (var other in new[] { literal.Token.ValueText.ToUpperInvariant(), literal.Token.ValueText.ToLowerInvariant(), literal.Token.ValueText.Trim() })
        {
            if (other != literal.Token.ValueText)
            {
                yield return EditContext.Replace(literal, SymbolDisplay.FormatLiteral(other, quote: true), 0.3);
            }
        }
    }
}
