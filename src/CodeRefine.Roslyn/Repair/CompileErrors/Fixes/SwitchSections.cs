using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A section that falls through; a case that stands twice or that an earlier one takes.</summary>
public sealed class SwitchSections : CompileFix
{
    public override string Family => "switch";

    public override ImmutableArray<string> Ids => ["CS0163", "CS8070", "CS0152", "CS8120", "CS8510"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var section = error.Ancestor<SwitchSectionSyntax>();
        switch (error.Id)
        {
            case "CS0163" or "CS8070" when section is not null:
                var last = (SyntaxNode?)section.Statements.LastOrDefault() ?? section.Labels.Last();
                var file = context.File(error.Tree);
                return context.Insert(error.Tree, last.Span.End, $"{file.NewLine}{file.IndentOf(last)}break;", 0.95);
            case "CS0152" or "CS8120" when error.Ancestor<SwitchLabelSyntax>() is { } label && section is not null:
                return section.Labels.Count > 1 ? context.Edit(error.Tree, 0.8, $"remove the second `{label}`", new TextChange(label.Span, "")) : context.Edit(error.Tree, 0.5, $"remove the second `{label}`", new TextChange(section.Span, ""));
            case "CS8510" when error.Ancestor<SwitchExpressionArmSyntax>() is { Parent: SwitchExpressionSyntax choice } arm:
                return Moved(choice, arm, context);
            default:
                return [];
        }
    }

    /// <summary>The arm that is never reached goes first.</summary>
    private static IEnumerable<CandidateEdit> Moved(SwitchExpressionSyntax choice, SwitchExpressionArmSyntax arm, FixContext context)
    {
        var before = choice.Arms[choice.Arms.IndexOf(arm) - 1];
        return context.Edit(arm.SyntaxTree, 0.8, $"`{TextChanges.Brief(arm.ToString())}` before the arm that takes all of it",
            new TextChange(new TextSpan(choice.Arms[0].SpanStart, 0), arm + ", "), new TextChange(TextSpan.FromBounds(before.Span.End, arm.Span.End), ""));
    }
}
