using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.ProbeSource;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>Entries of methods, accessors, local functions and lambdas. Finalizers have none: what they throw ends the process.</summary>
internal sealed partial class ProbeWriter
{
    private const string enter = "try { " + Call + "Enter(); ";
    private const string leave = "} finally { " + Call + "Leave(); } ";

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, IsVoid(node.ReturnType) || IsAsync(node.Modifiers, node.ReturnType), node.Modifiers.Any(SyntaxKind.AsyncKeyword), () => base.VisitMethodDeclaration(node));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, IsVoid(node.ReturnType) || IsAsync(node.Modifiers, node.ReturnType), node.Modifiers.Any(SyntaxKind.AsyncKeyword), () => base.VisitLocalFunctionStatement(node));

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, true, false, () => base.VisitConstructorDeclaration(node));

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, IsVoid(node.ReturnType), false, () => base.VisitOperatorDeclaration(node));

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, false, false, () => base.VisitConversionOperatorDeclaration(node));

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        Entry(node, node.Body, node.ExpressionBody, node.SemicolonToken, !node.IsKind(SyntaxKind.GetAccessorDeclaration), false, () => base.VisitAccessorDeclaration(node));

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node) =>
        Getter(node.ExpressionBody, node.SemicolonToken, () => base.VisitPropertyDeclaration(node));

    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node) =>
        Getter(node.ExpressionBody, node.SemicolonToken, () => base.VisitIndexerDeclaration(node));

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node, () => base.VisitParenthesizedLambdaExpression(node));

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node, () => base.VisitSimpleLambdaExpression(node));

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => Lambda(node, () => base.VisitAnonymousMethodExpression(node));

    /// <param name="isVoid">Whether an expression as body is a statement and not a value.</param>
    private void Entry(SyntaxNode owner, BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool isVoid, bool isAsync, Action children)
    {
        // What is left and entered again (iterators, async methods) can't be counted in and out.
        var counted = !isAsync && !IsIterator(body);
        var opening = counted ? enter : isAsync ? startAsync : start;
        if (body is not null)
        {
            insertions.After(body.OpenBraceToken.Span.End, " " + opening.TrimEnd());
            children();
            if (counted)
            {
                insertions.Before(body.CloseBraceToken.SpanStart, leave);
            }

            return;
        }

        if (arrow is not null)
        {
            Arrow(arrow, semicolon, ("{ " + opening, (counted ? leave : "") + "}"), isVoid, children);
            return;
        }

        children();
    }

    private void Getter(ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, Action children)
    {
        if (arrow is null)
        {
            children();
            return;
        }

        Arrow(arrow, semicolon, ("{ get { " + enter, leave + "} }"), isVoid: false, children);
    }

    private void Arrow(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, (string Open, string Close) around, bool isVoid, Action children)
    {
        insertions.Replace(arrow.ArrowToken.Span, around.Open + ArrowProbe(arrow.Expression));
        Body(arrow.Expression, isVoid);
        children();
        insertions.Replace(semicolon.Span, "; " + around.Close);
    }

    private void Lambda(AnonymousFunctionExpressionSyntax node, Action children)
    {
        var opening = node.AsyncKeyword.IsKind(SyntaxKind.None) ? start : startAsync;
        if (node.Block is { } block)
        {
            insertions.After(block.OpenBraceToken.Span.End, " " + opening.TrimEnd());
            children();
        }
        else if (node.ExpressionBody is { } body && lambdas?.IsVoid(node, cancellationToken) is { } isVoid)
        {
            insertions.Before(body.SpanStart, "{ " + opening + ArrowProbe(body));
            Body(body, isVoid);
            children();
            insertions.After(body.Span.End, "; }");
        }
        else
        {
            children();
        }
    }

    /// <summary>An expression as body is a statement too.</summary>
    private string ArrowProbe(ExpressionSyntax body)
    {
        if (probes is null)
        {
            return "";
        }

        probes.Add(new(path, body.Span, body.SyntaxTree.GetLineSpan(body.Span, cancellationToken).StartLinePosition.Line + 1));
        return $"{Call}Hit({probes.Count - 1}); ";
    }

    /// <summary>What stands between the probes and an expression that was a body and becomes a statement.</summary>
    private void Body(ExpressionSyntax body, bool isVoid)
    {
        var keyword = isVoid || body is ThrowExpressionSyntax ? "" : "return ";
        guest?.OpenBody(body, keyword, insertions);
        insertions.Before(body.SpanStart, keyword);
    }

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    /// <summary>An async method without a result: its expression body is a statement.</summary>
    private static bool IsAsync(SyntaxTokenList modifiers, TypeSyntax type) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && type is not (GenericNameSyntax or QualifiedNameSyntax { Right: GenericNameSyntax } or AliasQualifiedNameSyntax { Name: GenericNameSyntax });

    private static bool IsIterator(BlockSyntax? body) =>
        body is not null && body.DescendantNodes(n => n == body || n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(n => n is YieldStatementSyntax);
}
