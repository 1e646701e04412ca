using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Suites.MultiPlE;

/// <summary>
/// Makes a fact of each <c>Debug.Assert</c> of a row's tests. <c>f(x).Equals(y)</c> and <c>f(x) == y</c> become <c>Assert.Equal(y, f(x))</c>, which compares
/// collections by what is in them: as shipped, lists are compared by reference, and such rows pass for nothing (nuprl/MultiPL-E#71).
/// </summary>
internal static class MultiPlEChecks
{
    /// <summary>The asserts as statements of xunit's, in their order.</summary>
    public static ImmutableArray<string> Asserts(string tests)
    {
        // The tests begin inside of the wanted method's body, whose head the prompt holds.
        var root = CSharpSyntaxTree.ParseText("class Problem { static void Prompt() {\n" + tests).GetRoot();
        return [.. root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(i => i.Expression.ToString() == "Debug.Assert" && i.ArgumentList.Arguments.Count > 0)
            .Select(i => Assert(i.ArgumentList.Arguments[0].Expression))];
    }

    /// <param name="usings">The prompt's <c>using</c> lines: expected values are written with them.</param>
    public static string TestClass(string name, string usings, IEnumerable<(int Number, string Assert)> asserts) =>
        $"{usings}using Xunit;\nusing static Problem;\n\npublic class {name}\n{{\n"
        + string.Join('\n', asserts.Select(a => string.Create(CultureInfo.InvariantCulture, $"    [Fact]\n    public void Assert_{a.Number:00}() => {a.Assert};\n")))
        + "}\n";

    private static string Assert(ExpressionSyntax claim) => Unwrap(claim) switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Equals" } access, ArgumentList.Arguments: [var expected] } => $"Assert.Equal({expected.Expression}, {access.Expression})",
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => $"Assert.Equal({equal.Right}, {equal.Left})",
        var other => $"Assert.True({other})",
    };

    private static ExpressionSyntax Unwrap(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Unwrap(inner.Expression) : expression;
}
