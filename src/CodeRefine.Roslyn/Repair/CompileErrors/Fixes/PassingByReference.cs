using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>ref and out: missing, superfluous or exchanged.</summary>
public sealed class PassingByReference : CompileFix
{
    public override string Family => "ref or out";

    public override ImmutableArray<string> Ids => ["CS1620", "CS1615", "CS1612", "CS7036", "CS1003", "CS1525"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (error.Id is "CS1003" or "CS1525")
        {
            return Declared(error, context);
        }

        if (error.Ancestor<ArgumentSyntax>() is not { } argument)
        {
            return [];
        }

        var message = error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        if (error.Id == "CS1615")
        {
            return context.Edit(error.Tree, 0.95, $"pass `{argument.Expression}` by value", new TextChange(TextSpan.FromBounds(argument.RefKindKeyword.SpanStart, argument.Expression.SpanStart), ""));
        }

        var word = new[] { "out", "ref", "in" }.FirstOrDefault(w => message.Contains($"'{w}'", StringComparison.Ordinal));
        return error.Id != "CS1620" || word is null ? []
            : argument.RefKindKeyword.IsKind(SyntaxKind.None) ? context.Insert(error.Tree, argument.Expression.SpanStart, word + " ", 0.95) : context.Replace(argument.RefKindKeyword, word, 0.95);
    }

    /// <summary><c>TryParse(text, var number)</c> or <c>int number</c>: the parser takes the type for an argument of its own and misses a comma behind it.</summary>
    private static IEnumerable<CandidateEdit> Declared(CompileError error, FixContext context)
    {
        var token = error.Tree.GetRoot().FindToken(error.Start);
        var type = new[] { token, token.GetPreviousToken() }
            .Select(t => t.Parent?.FirstAncestorOrSelf<ArgumentSyntax>())
            .FirstOrDefault(a => a is { Expression: TypeSyntax, Parent: ArgumentListSyntax } && a.RefKindKeyword.IsKind(SyntaxKind.None) && a.GetLastToken().GetNextToken(includeZeroWidth: true) is { IsMissing: true } comma && comma.IsKind(SyntaxKind.CommaToken));
        return type is null ? [] : context.Insert(error.Tree, type.SpanStart, "out ", 0.9);
    }
}
