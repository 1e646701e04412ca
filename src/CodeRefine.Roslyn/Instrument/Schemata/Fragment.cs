using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>An edited expression or list of statements, parsed alone: the file around it is not parsed again.</summary>
internal sealed class Fragment
{
    private readonly string text;
    private readonly string whole;
    private readonly int prefix;

    private Fragment(string text, string whole, int prefix, SyntaxNode node)
    {
        (this.text, this.whole, this.prefix) = (text, whole, prefix);
        Node = node;
    }

    /// <summary>The expression, or a block with the statements.</summary>
    public SyntaxNode Node { get; }

    public SyntaxList<StatementSyntax> Statements => ((BlockSyntax)Node).Statements;

    /// <summary>Null where the text is no single expression.</summary>
    public static Fragment? Expression(string text, CSharpParseOptions options)
    {
        // Only in an async function is await a keyword.
        if (text.Contains("await", StringComparison.Ordinal))
        {
            const string open = "async void F() { _ = (";
            var whole = $"{open}{text}); }}";
            return Parse(whole, options) is LocalFunctionStatementSyntax { Body.Statements: [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: ParenthesizedExpressionSyntax inner } }] }
                ? new(text, whole, open.Length, inner.Expression)
                : null;
        }

        var expression = SyntaxFactory.ParseExpression(text, 0, options);
        return expression.ContainsDiagnostics || expression.ContainsDirectives || expression.FullSpan.Length != text.Length ? null : new(text, text, 0, expression);
    }

    /// <summary>Null where the text is no list of statements.</summary>
    public static Fragment? Block(string text, CSharpParseOptions options)
    {
        if (text.Contains("await", StringComparison.Ordinal))
        {
            const string open = "async void F() { ";
            var whole = $"{open}{text}\n}}";
            return Parse(whole, options) is LocalFunctionStatementSyntax { Body: { } body } ? new(text, whole, open.Length, body) : null;
        }

        var braced = $"{{ {text}\n}}";
        return Parse(braced, options) is BlockSyntax block ? new(text, braced, 2, block) : null;
    }

    /// <summary>The text with step budgets in its own loops, local functions and lambdas.</summary>
    public string WithBudgets(LambdaBodies lambdas, CancellationToken cancellationToken)
    {
        if (!MayLoop())
        {
            return Closed(text);
        }

        var insertions = new Insertions();
        ProbeWriter.Collect(Node, insertions, lambdas, "", null, null, cancellationToken);
        var written = insertions.ApplyTo(whole);
        return Closed(written.Substring(prefix, written.Length - whole.Length + text.Length));
    }

    /// <summary>A comment to the line's end would swallow what is put behind.</summary>
    private static string Closed(string code) => code.Contains("//", StringComparison.Ordinal) ? code + "\n" : code;

    private bool MayLoop() => Node.DescendantNodesAndSelf().Any(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax
        or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);

    private static StatementSyntax? Parse(string text, CSharpParseOptions options)
    {
        var statement = SyntaxFactory.ParseStatement(text, 0, options);
        return statement.ContainsDiagnostics || statement.ContainsDirectives || statement.FullSpan.Length != text.Length ? null : statement;
    }
}
