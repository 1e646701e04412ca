using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>The examples of a prompt's comment, as MultiPL-E writes them: <c>&gt;&gt;&gt; Method(arguments)</c> and, on the next line, the value.</summary>
internal static class PromptExamples
{
    public static ImmutableArray<Claim> Find(string prompt, FunctionHead head)
    {
        var lines = prompt.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l.TrimStart('/').Trim()).ToList();
        var claims = ImmutableArray.CreateBuilder<Claim>();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (lines[i].StartsWith(">>>", StringComparison.Ordinal) && Pair(lines[i][3..].Trim(), lines[i + 1], head) is { } text)
            {
                claims.Add(Claim.Of(claims.Count + 1, SyntaxFactory.ParseExpression(text)));
            }
        }

        return claims.ToImmutable();
    }

    private static string? Pair(string call, string value, FunctionHead head)
    {
        var parsed = SyntaxFactory.ParseExpression(call);
        var expected = SyntaxFactory.ParseExpression(value);
        var good = parsed is InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } && name.Identifier.Text == head.Method && Clean(parsed, call) && value.Length > 0 && Clean(expected, value);
        return !good ? null : head.ReturnsReference ? $"{call}.Equals({value})" : $"{call} == ({value})";
    }

    private static bool Clean(ExpressionSyntax expression, string text) => !expression.ContainsDiagnostics && expression.FullSpan.Length == text.Length;
}
