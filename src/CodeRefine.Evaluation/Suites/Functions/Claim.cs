using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>What one assert of a row claims.</summary>
/// <param name="Number">From 1, in the row's order.</param>
/// <param name="Text">The claim as the row writes it.</param>
/// <param name="Actual">The call, where the claim compares it with something; else null.</param>
/// <param name="Expected">What it is compared with; null beside a null <paramref name="Actual"/>.</param>
internal sealed record Claim(int Number, string Text, string? Actual, string? Expected)
{
    /// <summary>The text is no expression but statements, which end in a comparison that throws.</summary>
    public bool IsStatements { get; init; }

    public static Claim Of(int number, ExpressionSyntax claim) => Unwrap(claim) switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Equals" } access, ArgumentList.Arguments: [var expected] } =>
            new(number, claim.ToString(), access.Expression.ToString(), expected.Expression.ToString()),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => new(number, claim.ToString(), equal.Left.ToString(), equal.Right.ToString()),
        _ => new(number, claim.ToString(), null, null),
    };

    private static ExpressionSyntax Unwrap(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Unwrap(inner.Expression) : expression;
}

/// <summary>The body of a row's <c>Main</c>.</summary>
/// <param name="Claims">Its asserts; empty where it holds other statements too.</param>
/// <param name="Statements">The statements as written, for a body that is more than asserts.</param>
internal sealed record MainBody(ImmutableArray<Claim> Claims, string Statements)
{
    /// <summary>The tests begin inside of the wanted method's body, whose head the prompt holds.</summary>
    /// <returns>Null where there is no <c>Main</c> in it.</returns>
    public static MainBody? Find(string tests)
    {
        // With and without the brace that closes the wanted method: some suites put it into the completion.
        var main = Parse("class Problem { static void Prompt() {\n" + tests) ?? Parse("class Problem {\n" + tests);
        if (main?.Body is not { } body)
        {
            return null;
        }

        if (ComparedCases.Find(body) is { IsEmpty: false } cases)
        {
            return new MainBody(cases, "");
        }

        var asserts = body.Statements.Select(AssertOf).ToList();
        return asserts.Count > 0 && asserts.TrueForAll(a => a is not null)
            ? new MainBody([.. asserts.Index().Select(a => Claim.Of(a.Index + 1, a.Item!))], "")
            : new MainBody([], string.Concat(body.Statements.Select(s => s.ToFullString())));
    }

    private static MethodDeclarationSyntax? Parse(string program)
    {
        var root = CSharpSyntaxTree.ParseText(program).GetRoot();
        return root.DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.Text == "Main");
    }

    private static ExpressionSyntax? AssertOf(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [var claim, ..] } call } && call.Expression.ToString() is "Debug.Assert" or "System.Diagnostics.Debug.Assert"
            ? claim.Expression
            : null;
}
