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

    public override ImmutableArray<string> Ids => ["CS1620", "CS1615", "CS1612", "CS7036"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
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
}
