using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>How tight expressions bind, and how tight one must bind where it stands: whether an edit of the text is an exchange of one node.</summary>
internal static class Precedence
{
    private const int Primary = 16;
    private const int Unary = 15;

    public static int Of(ExpressionSyntax expression) => expression switch
    {
        ConditionalAccessExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax => Unary,
        RangeExpressionSyntax => 14,
        SwitchExpressionSyntax or WithExpressionSyntax => 13,
        BinaryExpressionSyntax binary => OfBinary(binary.Kind()),
        IsPatternExpressionSyntax => 9,
        ConditionalExpressionSyntax => 1,
        AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or ThrowExpressionSyntax or RefExpressionSyntax or DeclarationExpressionSyntax => 0,
        _ => Primary,
    };

    /// <summary>The least that an expression in the place of <paramref name="expression"/> needs, so that the text parses as before around it.</summary>
    public static int NeededAt(ExpressionSyntax expression) => expression.Parent switch
    {
        BinaryExpressionSyntax parent when parent.IsKind(SyntaxKind.CoalesceExpression) => OfBinary(parent.Kind()) + (parent.Left == expression ? 1 : 0),
        BinaryExpressionSyntax parent => OfBinary(parent.Kind()) + (parent.Right == expression ? 1 : 0),
        IsPatternExpressionSyntax => 9,
        ConditionalExpressionSyntax parent => parent.Condition == expression ? 2 : 1,
        PrefixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or RangeExpressionSyntax => Unary,
        SwitchExpressionSyntax or WithExpressionSyntax => 14,
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax => Primary,

        // Inside an interpolation hole a conditional's colon would start the format.
        InterpolationSyntax => 2,
        _ => 0,
    };

    private static int OfBinary(SyntaxKind kind) => kind switch
    {
        SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression => 12,
        SyntaxKind.AddExpression or SyntaxKind.SubtractExpression => 11,
        SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression or SyntaxKind.UnsignedRightShiftExpression => 10,
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.IsExpression or SyntaxKind.AsExpression => 9,
        SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => 8,
        SyntaxKind.BitwiseAndExpression => 7,
        SyntaxKind.ExclusiveOrExpression => 6,
        SyntaxKind.BitwiseOrExpression => 5,
        SyntaxKind.LogicalAndExpression => 4,
        SyntaxKind.LogicalOrExpression => 3,
        _ => 2,
    };
}
