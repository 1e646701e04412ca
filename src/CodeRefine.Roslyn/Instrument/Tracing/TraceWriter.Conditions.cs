using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.Tracing.TraceSource;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Conditions, arms of switches and returned values: what is written around an expression.</summary>
internal sealed partial class TraceWriter
{
    private void OpenExpression(ExpressionSyntax expression, Insertions insertions)
    {
        if (IsCondition(expression) && FunctionOf(expression) is not null && !Skips(expression, TracePart.Condition))
        {
            insertions.Before(expression.SpanStart, "((", Placed(expression, TracePart.Condition, 2));
        }

        if (ReturnedType(expression) is { } type && FunctionOf(expression) is { } function && !Skips(expression, TracePart.Return))
        {
            var site = values.TryGetValue(expression, out var known) ? known : values[expression] = Site(expression.Parent!, BlockOf((StatementSyntax)expression.Parent!), function);
            var text = $"{Call}Return<{type}>({function.Variable}, {Number(site)}, ";
            insertions.Before(expression.SpanStart, text, Placed(expression, TracePart.Return, text.Length + expression.Span.Length));
        }
    }

    private void CloseExpression(ExpressionSyntax expression, Insertions insertions)
    {
        if (FunctionOf(expression) is not { } function)
        {
            return;
        }

        if (IsCondition(expression) && !Skips(expression, TracePart.Condition))
        {
            // Such that the compiler takes the whole for exactly what the condition was: what is assigned when it holds, and when not, stays so.
            var index = Site(expression, BlockAround(expression, function), function);
            map.Sites[index] = map.Sites[index] with { IsLoopCondition = expression.Parent is WhileStatementSyntax or DoStatementSyntax };
            var site = Number(index);
            var text = $") && ({Call}Yes({function.Variable}, {site}) || true) || {Call}No({function.Variable}, {site}) && false)";
            insertions.After(expression.Span.End, text, Placed(expression, TracePart.Condition, text.Length));
        }

        if (ReturnedType(expression) is not null && !Skips(expression, TracePart.Return))
        {
            insertions.After(expression.Span.End, ")");
        }

        if (expression.Parent is SwitchExpressionArmSyntax arm && arm.Expression == expression && !Skips(expression, TracePart.Arm))
        {
            ChooseArm(arm, function, insertions);
        }
    }

    private void ChooseArm(SwitchExpressionArmSyntax arm, TracedFunction function, Insertions insertions)
    {
        var site = Number(Site(arm, BlockAround(arm, function), function));
        if (arm.WhenClause is { } when)
        {
            insertions.Before(when.Condition.SpanStart, "(", Placed(arm.Expression, TracePart.Arm, 1));
            insertions.After(when.Condition.Span.End, $") && {Call}Arm({function.Variable}, {site})");
        }
        else
        {
            var text = $" when {Call}Arm({function.Variable}, {site})";
            insertions.After(arm.Pattern.Span.End, text, Placed(arm.Expression, TracePart.Arm, text.Length));
        }
    }

    private bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax s => s.Condition == expression,
        WhileStatementSyntax s => s.Condition == expression,
        DoStatementSyntax s => s.Condition == expression,
        ForStatementSyntax s => s.Condition == expression,
        ConditionalExpressionSyntax s => s.Condition == expression,
        _ => IsOperand(expression),
    }
        && model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_Boolean
        && !model.GetConstantValue(expression, cancellationToken).HasValue;

    /// <summary>The parts of a condition that are no conjunctions themselves: which of them decided is worth knowing.</summary>
    private static bool IsOperand(ExpressionSyntax expression) =>
        expression is not ParenthesizedExpressionSyntax && !IsLogical(expression)
        && expression.Ancestors().SkipWhile(a => a is ParenthesizedExpressionSyntax).FirstOrDefault() is { } outer && IsLogical(outer);

    private static bool IsLogical(SyntaxNode node) => node.RawKind is (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression;

    /// <summary>The type, in words of C#, of a value that is returned; null where the expression returns none, or none that fits into an argument.</summary>
    private string? ReturnedType(ExpressionSyntax expression)
    {
        if (!(expression.Parent is ReturnStatementSyntax || values.ContainsKey(expression)) || expression is RefExpressionSyntax or ThrowExpressionSyntax || FunctionOf(expression)?.Symbol is not { ReturnsVoid: false, ReturnsByRef: false, ReturnsByRefReadonly: false } symbol)
        {
            return null;
        }

        var type = symbol.IsAsync ? (symbol.ReturnType as INamedTypeSymbol)?.TypeArguments.SingleOrDefault() : symbol.ReturnType;
        return type is not null && CanBeNamed(type) ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null;
    }

    private static bool CanBeNamed(ITypeSymbol type) => type is { IsRefLikeType: false, IsAnonymousType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error or TypeKind.Dynamic), SpecialType: not SpecialType.System_Void }
        && type is not ITypeParameterSymbol { AllowsRefLikeType: true }
        && type switch
        {
            IArrayTypeSymbol array => CanBeNamed(array.ElementType),
            INamedTypeSymbol named => !named.IsFileLocal && named.TypeArguments.All(CanBeNamed),
            _ => true,
        };

    private bool Skips(ExpressionSyntax expression, TracePart part) => left.Contains(new TracePlace(path, expression.SpanStart, part));

    private Action<int> Placed(ExpressionSyntax expression, TracePart part, int length) => start => placed.Add((new TracePlace(path, expression.SpanStart, part), start, length));
}
