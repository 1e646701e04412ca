using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A generic type without its arguments: those that the same file gives it elsewhere, or none at all where the place says the type.</summary>
public sealed class TypeArguments : CompileFix
{
    public override string Family => "type arguments";

    public override ImmutableArray<string> Ids => ["CS0305", "CS0308"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (error.Id == "CS0308")
        {
            return error.Node is GenericNameSyntax { TypeArgumentList: var list } ? context.Edit(error.Tree, 0.7, $"`{error.Node}` takes no type arguments", new Microsoft.CodeAnalysis.Text.TextChange(list.Span, "")) : [];
        }

        if (error.Node is not IdentifierNameSyntax name)
        {
            return [];
        }

        var implied = name.Parent is ObjectCreationExpressionSyntax { ArgumentList: not null } made ? context.Edit(error.Tree, 0.97, $"`{made}` has the type that its place wants", new Microsoft.CodeAnalysis.Text.TextChange(made.Type.Span, "")) : [];
        var elsewhere = error.Tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>().Where(g => g.Identifier.ValueText == name.Identifier.ValueText && !g.IsUnboundGenericName)
            .GroupBy(g => g.ToString()).OrderByDescending(g => g.Count()).Take(4).SelectMany((g, i) => context.Replace(name, g.Key, 0.9 - (i * 0.08)));
        return implied.Concat(elsewhere);
    }
}
