using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A value of another type than the place wants: cast, parsed, collected, awaited, compared, quoted otherwise.</summary>
public sealed class Conversions : CompileFix
{
    public override string Family => "conversion";

    public override ImmutableArray<string> Ids => ["CS0029", "CS0266", "CS1503", "CS0037", "CS0019", "CS0030", "CS0428", "CS0173", "CS1662", "CS0664", "CS0039"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree) || Expression(error) is not { } expression)
        {
            return [];
        }

        var file = context.File(error.Tree);
        if (error.Id is "CS0039" or "CS0030" && error.Node is ExpressionSyntax cast)
        {
            return Unrelated(cast, context);
        }

        if (error.Id == "CS0019" && expression is BinaryExpressionSyntax binary)
        {
            // `if (n = 0 || m = 1)`: an assignment where only a comparison makes sense.
            var slips = binary.AncestorsAndSelf().TakeWhile(n => n is ExpressionSyntax).OfType<AssignmentExpressionSyntax>().Concat(binary.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                .Where(a => a.IsKind(SyntaxKind.SimpleAssignmentExpression) && a.Parent is not ExpressionStatementSyntax).SelectMany(a => context.Replace(a.OperatorToken, "==", 0.97));
            return slips.Concat(Operands(binary, file, context));
        }

        return Wanted(expression, file).SelectMany(w => Convert(expression, w, file, context)).Concat(Declared(expression, file, context));
    }

    /// <summary>A cast between types of which the compiler knows that none is the other: it is left to be tried when the program runs.</summary>
    private static IEnumerable<CandidateEdit> Unrelated(ExpressionSyntax cast, FixContext context) => cast switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } named => context.Replace(named.Left, $"(object){EditContext.Operand(named.Left)}", 0.4),
        CastExpressionSyntax written => context.Replace(written.Expression, $"(object){EditContext.Operand(written.Expression)}", 0.2),
        _ => [],
    };

    private static ExpressionSyntax? Expression(CompileError error) => error.Node switch
    {
        ArgumentSyntax argument => argument.Expression,
        ExpressionSyntax expression => expression,
        _ => error.Ancestor<ExpressionSyntax>(),
    };

    /// <summary>Types that the place would take: one, or those of each overload's parameter.</summary>
    private static IEnumerable<ITypeSymbol> Wanted(ExpressionSyntax expression, EditContext file)
    {
        if (expression.Parent is ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: { } call } list } argument)
        {
            var index = list.Arguments.IndexOf(argument);
            var methods = file.Model.GetSymbolInfo(call).CandidateSymbols.Concat(call is InvocationExpressionSyntax invocation ? file.Model.GetMemberGroup(invocation.Expression) : []);
            return methods.SelectMany(m => m is IMethodSymbol method ? method.Parameters.Skip(index).Take(1) : m is IPropertySymbol property ? property.Parameters.Skip(index).Take(1) : []).Select(p => p.Type).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).Take(6);
        }

        var target = expression.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => file.TypeOf(declaration.Type),
            AssignmentExpressionSyntax assignment when assignment.Right == expression => file.TypeOf(assignment.Left),
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => Defaults.ReturnType(expression, file),
            _ when Placing.IsCondition(expression) => file.Compilation.GetSpecialType(SpecialType.System_Boolean),
            _ => null,
        };
        return (target ?? file.Model.GetTypeInfo(expression).ConvertedType) is { TypeKind: not TypeKind.Error } found ? [found] : [];
    }

    private static IEnumerable<CandidateEdit> Convert(ExpressionSyntax expression, ITypeSymbol wanted, EditContext file, FixContext context)
    {
        var at = EditContext.Operand(expression);
        if (wanted.IsBool() && expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } slip)
        {
            return context.Replace(slip.OperatorToken, "==", 0.97);
        }

        if (Literal(expression, wanted) is { } literal)
        {
            return context.Replace(expression, literal, 0.95);
        }

        if (file.TypeOf(expression) is not { } type)
        {
            // A method group or a lambda has no type: most often the call's parentheses are missing.
            return expression is IdentifierNameSyntax or MemberAccessExpressionSyntax ? context.Replace(expression, $"{expression}()", 0.9)
                : expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } ? Defaults.Of(wanted, file.Model, expression.SpanStart).Take(2).SelectMany((v, i) => context.Replace(expression, v, 0.5 - (i * 0.1))) : [];
        }

        return Ways(type, wanted, at, expression, file).SelectMany(w => context.Replace(expression, w.Code, w.Prior));
    }

    private static IEnumerable<(string Code, double Prior)> Ways(ITypeSymbol type, ITypeSymbol wanted, string at, ExpressionSyntax expression, EditContext file)
    {
        var name = wanted.Written(file.Model, expression.SpanStart);
        if (wanted.IsString())
        {
            yield return (type.ElementType().IsChar() ? $"new string({expression}{(type is IArrayTypeSymbol ? "" : ".ToArray()")})" : $"{at}.ToString()", 0.9);
            if (type.ElementType() is not null)
            {
                yield return ($"string.Concat({expression})", 0.6);
            }
        }
        else if (type.IsString() && wanted.IsNumeric())
        {
            yield return ($"{name}.Parse({expression})", 0.9);
            yield return ($"{at}.Length", 0.3);
        }
        else if (type.IsString() && wanted.IsChar())
        {
            yield return ($"{at}[0]", 0.8);
        }
        else if (type.IsChar() && wanted.IsInteger())
        {
            yield return ($"{at} - '0'", 0.8);
        }
        else if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } && file.Converts(result, wanted))
        {
            yield return ($"await {expression}", 0.9);
            yield return ($"{at}.Result", 0.3);
        }
        else if (type.IsNullableValue() && ((INamedTypeSymbol)type).TypeArguments[0] is { } inner)
        {
            yield return (inner.IsBool() ? $"{at} == true" : $"{at} ?? default", 0.7);
            yield return ($"{at}.Value", 0.7);
        }
        else if (wanted.IsBool())
        {
            yield return type.IsNumeric() ? ($"{at} != 0", 0.8) : type.CountMember() is { } count ? ($"{at}.{count} > 0", 0.7) : ($"{at} is not null", 0.6);
        }
        else if (type.ElementType() is { } element)
        {
            foreach (var way in Collect(type, wanted, element, at, expression))
            {
                yield return way;
            }
        }
        else if (wanted.ElementType() is { } one && file.Converts(type, one))
        {
            yield return ($"[{expression}]", 0.7);
        }

        if (file.Compilation.ClassifyConversion(type, wanted) is { IsExplicit: true, Exists: true })
        {
            yield return ($"({name}){at}", type.IsReal() && wanted.IsInteger() ? 0.9 : 0.85);
        }
    }

    private static IEnumerable<(string, double)> Collect(ITypeSymbol type, ITypeSymbol wanted, ITypeSymbol element, string at, ExpressionSyntax expression)
    {
        switch (wanted)
        {
            case IArrayTypeSymbol:
                yield return ($"{at}.ToArray()", 0.95);
                break;
            case INamedTypeSymbol { Name: "List" or "IList" or "ICollection" or "IReadOnlyList" or "IReadOnlyCollection" }:
                yield return ($"{at}.ToList()", 0.95);
                break;
            case INamedTypeSymbol { Name: "HashSet" or "ISet" }:
                yield return ($"{at}.ToHashSet()", 0.9);
                break;
            case INamedTypeSymbol { Name: "Queue" or "Stack" or "LinkedList" or "SortedSet" } other:
                yield return ($"new {other.ToDisplayString()}({expression})", 0.6);
                break;
            case { } when wanted.IsInteger() && type.CountMember() is { } count:
                yield return ($"{at}.{count}", 0.7);
                break;
            case { } when wanted.SameAs(element):
                yield return ($"{at}.First()", 0.3);
                break;
        }
    }

    /// <summary>The same literal with the quotes or the suffix that the type wants.</summary>
    private static string? Literal(ExpressionSyntax expression, ITypeSymbol wanted) => expression is not LiteralExpressionSyntax { Token: var token } ? null : token.Value switch
    {
        string { Length: 1 } text when wanted.IsChar() => SymbolDisplay.FormatLiteral(text[0], quote: true),
        char character when wanted.IsString() => SymbolDisplay.FormatLiteral(character.ToString(), quote: true),
        double when wanted.SpecialType == SpecialType.System_Decimal => token.Text.TrimEnd('d', 'D') + "m",
        double when wanted.SpecialType == SpecialType.System_Single => token.Text.TrimEnd('d', 'D') + "f",
        int or double when wanted.IsString() => $"\"{token.Text}\"",
        string text when wanted.IsNumeric() && text.Length > 0 && text.All(char.IsAsciiDigit) => text,
        int and (0 or 1) when wanted.IsBool() => token.ValueText == "1" ? "true" : "false",
        _ => null,
    };

    /// <summary>The declaration may be what is wrong: a local whose type does not fit its value, null for a value type.</summary>
    private static IEnumerable<CandidateEdit> Declared(ExpressionSyntax expression, EditContext file, FixContext context) =>
        expression.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax, Type: { IsVar: false } type, Variables.Count: 1 } } }
            ? expression.IsKind(SyntaxKind.NullLiteralExpression) ? context.Replace(type, $"{type}?", 0.6) : file.TypeOf(expression) is { } real && !real.IsVoid() ? context.Replace(type, "var", 0.55, $"let the value say the type of `{expression.Parent.Parent}`") : []
            : [];

    /// <summary>Two sides that don't compare or add: each is brought to the other's type.</summary>
    private static IEnumerable<CandidateEdit> Operands(BinaryExpressionSyntax binary, EditContext file, FixContext context)
    {
        var (left, right) = (file.TypeOf(binary.Left), file.TypeOf(binary.Right));
        var edits = Enumerable.Empty<CandidateEdit>();
        if (right is not null)
        {
            edits = edits.Concat(Convert(binary.Left, right, file, context));
        }

        if (left is not null)
        {
            edits = edits.Concat(Convert(binary.Right, left, file, context));
        }

        if (binary.Kind() is SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression)
        {
            edits = edits.Concat(context.Replace(binary.OperatorToken, binary.OperatorToken.Text + binary.OperatorToken.Text, 0.6));
        }

        // `!a == b`, `a & b == c`: the other operator was to bind first.
        return binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression && left.IsInteger() && right.IsInteger()
            ? edits.Concat(context.Replace(binary.OperatorToken, binary.OperatorToken.Text[..1], 0.4)) : edits;
    }
}
