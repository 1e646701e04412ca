using System.Collections.Immutable;
using CodeRefine.Core.Words;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A name where the grammar wants something else, that is a slip away from a keyword: <c>pubic</c>, <c>retrun</c>.</summary>
public sealed class MisspeltKeyword : CompileFix
{
    private static readonly ImmutableArray<string> Keywords =
        ["public", "private", "protected", "internal", "static", "readonly", "return", "class", "struct", "record", "interface", "namespace", "using", "void", "string", "bool", "double", "else", "foreach", "while", "switch", "case", "break", "continue", "throw", "catch", "finally", "override", "virtual", "async", "await", "yield"];

    public override string Family => "keyword";

    public override ImmutableArray<string> Ids => [.. SyntaxErrorIds.All, "CS0246", "CS0103"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree))
        {
            return [];
        }

        var line = error.Tree.GetText().Lines.GetLineFromPosition(Math.Min(error.Start, error.Tree.Length)).Span;
        return error.Tree.GetRoot().DescendantTokens(line).Where(t => t.IsKind(SyntaxKind.IdentifierToken) && line.Contains(t.Span) && t.Span.Length > 3)
            .SelectMany(t => Keywords.Where(k => k != t.ValueText && EditDistance.Between(t.ValueText, k, 1) <= 1).Select(k => (Token: t, Keyword: k)))
            .Take(4).SelectMany(s => context.Replace(s.Token, s.Keyword, 0.94, $"`{s.Token.Text}` is spelled `{s.Keyword}`"));
    }
}
