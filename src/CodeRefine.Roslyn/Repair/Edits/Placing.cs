using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Where a node stands, and how another expression is put there so that it parses as meant.</summary>
internal static class Placing
{
    /// <summary>The code, in parentheses where the neighbours would otherwise bind tighter than <paramref name="kind"/>.</summary>
    public static string Put(ExpressionSyntax place, string code, SyntaxKind kind) => NeedsParentheses(place, kind) ? $"({code})" : code;

    private static bool NeedsParentheses(ExpressionSyntax place, SyntaxKind kind) => place.Parent switch
    {
        BinaryExpressionSyntax parent => Tightness(parent.Kind()) > Tightness(kind) || (Tightness(parent.Kind()) == Tightness(kind) && parent.Right == place),
        MemberAccessExpressionSyntax parent => parent.Expression == place,
        ElementAccessExpressionSyntax parent => parent.Expression == place,
        ConditionalAccessExpressionSyntax parent => parent.Expression == place,
        InvocationExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax => true,
        IsPatternExpressionSyntax or RangeExpressionSyntax or SwitchExpressionSyntax => true,
        ConditionalExpressionSyntax parent => parent.Condition == place && Tightness(kind) == 0,
        // Inside an interpolation hole a conditional's colon would start the format.
        InterpolationSyntax => kind == SyntaxKind.ConditionalExpression,
        _ => false,
    };

    public static int Tightness(SyntaxKind kind) => kind switch
    {
        SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression => 10,
        SyntaxKind.AddExpression or SyntaxKind.SubtractExpression => 9,
        SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression or SyntaxKind.UnsignedRightShiftExpression => 8,
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            or SyntaxKind.IsExpression or SyntaxKind.AsExpression => 7,
        SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => 6,
        SyntaxKind.BitwiseAndExpression => 5,
        SyntaxKind.ExclusiveOrExpression => 4,
        SyntaxKind.BitwiseOrExpression => 3,
        SyntaxKind.LogicalAndExpression => 2,
        SyntaxKind.LogicalOrExpression => 1,
        SyntaxKind.CoalesceExpression => 0,
        SyntaxKind.ConditionalExpression => -1,
        _ => 11,
    };

    /// <summary>It is read, not written or only named: an operand, argument, initialiser.</summary>
    public static bool IsValue(ExpressionSyntax expression) => expression.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right == expression,
        PrefixUnaryExpressionSyntax unary => unary.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression),
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        MemberAccessExpressionSyntax access => access.Expression == expression,
        QualifiedNameSyntax or TypeArgumentListSyntax or NameColonSyntax or NameEqualsSyntax or AttributeSyntax => false,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        InvocationExpressionSyntax invocation => invocation.Expression != expression,
        ExpressionStatementSyntax => false,
        TypeOfExpressionSyntax or SizeOfExpressionSyntax or DefaultExpressionSyntax => false,
        CaseSwitchLabelSyntax or ConstantPatternSyntax => false,
        _ => true,
    } && !InNameOf(expression);

    private static bool InNameOf(SyntaxNode node) =>
        node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } };

    /// <summary>A whole condition of an if, loop or conditional expression.</summary>
    public static bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        ForStatementSyntax loop => loop.Condition == expression,
        ConditionalExpressionSyntax choice => choice.Condition == expression,
        WhenClauseSyntax => true,
        _ => false,
    };

    /// <summary>Whether a compiler-constant is demanded here, so that no variable may stand in.</summary>
    public static bool MustBeConstant(SyntaxNode node) =>
        node.Ancestors().TakeWhile(a => a is not StatementSyntax).Any(a => a is CaseSwitchLabelSyntax or ConstantPatternSyntax or RelationalPatternSyntax or AttributeSyntax or ParameterSyntax or EnumMemberDeclarationSyntax)
        || node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.IsConst == true
        || node.FirstAncestorOrSelf<FieldDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.ConstKeyword) == true;

    /// <summary>The body that the node runs in: of a method, accessor, constructor, local function or lambda.</summary>
    public static SyntaxNode? Body(SyntaxNode node) => node.Ancestors().FirstOrDefault(a => a is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax);

    public static StatementSyntax? Loop(SyntaxNode node) =>
        node.Ancestors().TakeWhile(a => a is not (BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<StatementSyntax>().FirstOrDefault(a => a is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);
}
