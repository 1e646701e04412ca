using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>What operators may ask about one file: its semantics, the symbols in scope, literals to borrow.</summary>
public sealed class EditContext
{
    private readonly Dictionary<int, IReadOnlyList<ScopeValue>> scopes = [];

    public EditContext(CSharpCompilation compilation, SyntaxTree tree, LiteralPool literals)
    {
        Compilation = compilation;
        Tree = tree;
        Model = compilation.GetSemanticModel(tree);
        Text = tree.GetText();
        Literals = literals;
        NewLine = Text.Lines.Count > 1 && Text.Lines[0].EndIncludingLineBreak - Text.Lines[0].End == 2 ? "\r\n" : "\n";
    }

    public CSharpCompilation Compilation { get; }
    public SyntaxTree Tree { get; }
    public SemanticModel Model { get; }
    public SourceText Text { get; }
    public LiteralPool Literals { get; }

    /// <summary>The file's own line ending.</summary>
    public string NewLine { get; }

    public ITypeSymbol? TypeOf(SyntaxNode expression) => Model.GetTypeInfo(expression).Type is { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>The type that the place wants, after conversion.</summary>
    public ITypeSymbol? WantedAt(SyntaxNode expression) => Model.GetTypeInfo(expression).ConvertedType is { TypeKind: not TypeKind.Error } type ? type : TypeOf(expression);

    public bool Converts(ITypeSymbol from, ITypeSymbol to) => Compilation.ClassifyConversion(from, to) is { IsImplicit: true, Exists: true, IsUserDefined: false };

    /// <summary>Whether <paramref name="type"/>, seen from <paramref name="position"/>, has a member of this name; extension methods count.</summary>
    public bool HasMember(int position, ITypeSymbol type, string name) =>
        !Model.LookupSymbols(position, type, name, includeReducedExtensionMethods: true).IsEmpty;

    /// <summary>Locals, parameters, fields and properties that have a value at <paramref name="node"/>, nearest declarations first.</summary>
    public IReadOnlyList<ScopeValue> ValuesAt(SyntaxNode node)
    {
        var anchor = node.FirstAncestorOrSelf<StatementSyntax>()?.SpanStart ?? node.SpanStart;
        var position = node.SpanStart;
        // A loop's or lambda's own variables are in scope only inside of it: the key must tell header from body.
        var key = node.FirstAncestorOrSelf<LambdaExpressionSyntax>() is not null || node.FirstAncestorOrSelf<StatementSyntax>() is ForStatementSyntax ? position : anchor;
        if (!scopes.TryGetValue(key, out var values))
        {
            scopes[key] = values = ScopeValue.At(Model, position);
        }

        return values;
    }

    public static Variant Replace(SyntaxNode node, string newText, double prior, string? summary = null) => new(node.Span, newText, prior, summary);
    public static Variant Replace(SyntaxToken token, string newText, double prior, string? summary = null) => new(token.Span, newText, prior, summary);

    /// <summary>A statement on a line of its own before <paramref name="statement"/>, indented as it is; with braces where the place holds one statement only.</summary>
    public Variant InsertBefore(StatementSyntax statement, string code, double prior) =>
        statement.Parent is BlockSyntax or SwitchSectionSyntax
            ? new(new TextSpan(statement.SpanStart, 0), code + NewLine + IndentOf(statement), prior, $"insert `{TextChanges.Brief(code)}` before `{TextChanges.Brief(statement.ToString(), 40)}`")
            : new(statement.Span, "{ " + code + " " + statement + " }", prior, $"insert `{TextChanges.Brief(code)}` before `{TextChanges.Brief(statement.ToString(), 40)}`");

    /// <inheritdoc cref="InsertBefore"/>
    public Variant InsertAfter(StatementSyntax statement, string code, double prior) =>
        statement.Parent is BlockSyntax or SwitchSectionSyntax
            ? new(new TextSpan(statement.Span.End, 0), NewLine + IndentOf(statement) + code, prior, $"insert `{TextChanges.Brief(code)}` after `{TextChanges.Brief(statement.ToString(), 40)}`")
            : new(statement.Span, "{ " + statement + " " + code + " }", prior, $"insert `{TextChanges.Brief(code)}` after `{TextChanges.Brief(statement.ToString(), 40)}`");

    public string IndentOf(SyntaxNode node)
    {
        var line = Text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line[..(line.Length - line.TrimStart().Length)];
    }

    /// <summary>As an operand of a tighter operator: in parentheses where it needs them.</summary>
    public static string Operand(ExpressionSyntax expression) =>
        expression is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax or IsPatternExpressionSyntax or SwitchExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax
            ? $"({expression})"
            : expression.ToString();
}
