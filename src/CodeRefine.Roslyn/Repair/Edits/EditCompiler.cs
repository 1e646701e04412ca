using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Says cheaply whether an edit inside a member compiles: parses the file anew and binds that member alone.</summary>
public sealed class EditCompiler
{
    private readonly CSharpCompilation compilation;
    private readonly Dictionary<string, SyntaxTree> trees;

    /// <param name="compilation">The candidate before the edit, without errors.</param>
    public EditCompiler(CSharpCompilation compilation)
    {
        this.compilation = compilation;
        trees = compilation.SyntaxTrees.Where(t => CandidatePaths.Of(t) is not null).ToDictionary(t => CandidatePaths.Of(t)!, StringComparer.Ordinal);
    }

    /// <summary>False also where the edit changes nothing that the compiler sees.</summary>
    public bool Compiles(CandidateEdit edit, CancellationToken cancellationToken)
    {
        var old = trees[edit.Path];
        var tree = old.WithChangedText(old.GetText(cancellationToken).WithChanges(edit.Changes));
        if (tree.GetDiagnostics(cancellationToken).Any(IsError) || tree.GetRoot(cancellationToken).IsEquivalentTo(old.GetRoot(cancellationToken)))
        {
            return false;
        }

        var changed = TextSpan.FromBounds(edit.Changes[0].Span.Start, edit.Changes[0].Span.Start + (edit.Changes[0].NewText?.Length ?? 0));
        var member = tree.GetRoot(cancellationToken).FindNode(changed).FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax));
        var model = compilation.ReplaceSyntaxTree(old, tree).GetSemanticModel(tree);
        return !model.GetDiagnostics(member?.Span, cancellationToken).Any(IsError);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
