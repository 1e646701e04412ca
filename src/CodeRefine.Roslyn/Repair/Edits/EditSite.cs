using CodeRefine.Roslyn.Repair.Localisation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>
/// One unit that is suspected as a whole: a statement without the statements inside of it, an expression body, an initialiser.
/// </summary>
internal sealed record EditSite(string Path, SyntaxNode Unit, Lazy<EditContext> Context, double Suspicion)
{
    public static IEnumerable<EditSite> In(SyntaxTree tree, string path, Lazy<EditContext> context, Suspicion suspicion)
    {
        foreach (var unit in tree.GetRoot().DescendantNodes().Where(IsUnit))
        {
            var lines = tree.GetLineSpan(HeaderOf(unit));
            yield return new EditSite(path, unit, context, suspicion.Of(path, unit.Span, lines.StartLinePosition.Line + 1, lines.EndLinePosition.Line + 1));
        }
    }

    /// <summary>The unit's own nodes, outermost first; those of nested units belong to these.</summary>
    public IEnumerable<SyntaxNode> Nodes() => Unit.DescendantNodesAndSelf(n => n == Unit || !IsUnit(n)).Where(n => n == Unit || !IsUnit(n));

    private static bool IsUnit(SyntaxNode node) => node switch
    {
        BlockSyntax or LocalFunctionStatementSyntax => false,
        StatementSyntax => true,
        ArrowExpressionClauseSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } } => true,
        ConstructorInitializerSyntax => true,
        _ => false,
    };

    /// <summary>From a compound statement's start to where its body starts: a frame names a line in there when the condition throws.</summary>
    private static TextSpan HeaderOf(SyntaxNode unit)
    {
        var body = unit.ChildNodes().FirstOrDefault(n => n is StatementSyntax or SwitchSectionSyntax);
        return unit is StatementSyntax and not BlockSyntax && body is not null && body.SpanStart > unit.SpanStart
            ? TextSpan.FromBounds(unit.SpanStart, Math.Max(unit.SpanStart, body.FullSpan.Start - 1))
            : unit.Span;
    }
}
