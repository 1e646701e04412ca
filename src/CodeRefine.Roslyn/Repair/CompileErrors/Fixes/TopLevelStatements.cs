using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Statements and members outside of any type, where a library has none: an example of use beside the types goes, members get the type that they had.</summary>
public sealed class TopLevelStatements : CompileFix
{
    public override string Family => "top level";

    public override ImmutableArray<string> Ids => ["CS8803", "CS8805", "CS8802", "CS0106", "CS0116", "CS1022", "CS1513", "CS0825", "CS8801", "CS0820", "CS1519", "CS0103"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (error.Tree.GetRoot() is not CompilationUnitSyntax unit || unit.Members.All(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax))
        {
            return [];
        }

        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        return unit.Members.Any(m => m is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax) ? Drop(error, statements, context) : Wrap(error, unit, context);
    }

    private static IEnumerable<CandidateEdit> Drop(CompileError error, List<GlobalStatementSyntax> statements, FixContext context) =>
        // Where the braces are out of order too, what stands outside may belong inside.
        statements.Count == 0 || error.Tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS8803" or "CS8805" or "CS0106")) ? []
            : context.Edit(error.Tree, 0.9, $"drop the statements outside of any type, from `{TextChanges.Brief(statements[0].ToString(), 40)}`", [.. statements.Select(s => new TextChange(s.Span, ""))]).Select(e => e with { Deletes = true });

    /// <summary>Into the type that the file held before, where it held just one.</summary>
    private static IEnumerable<CandidateEdit> Wrap(CompileError error, CompilationUnitSyntax unit, FixContext context)
    {
        var before = context.Origin?.SyntaxTrees.FirstOrDefault(t => t.FilePath == error.Tree.FilePath)?.GetRoot();
        if (before?.DescendantNodes(n => n is not TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>().ToList() is not [var type] || type.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            return [];
        }

        var newLine = context.File(error.Tree).NewLine;
        var space = type.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } home ? $"namespace {home.Name};{newLine}{newLine}" : "";
        var header = type.SyntaxTree.GetText().ToString(TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.SpanStart)).TrimEnd();
        return context.Edit(
            error.Tree, 0.95, $"put the members into `{TextChanges.Brief(header, 50)}`, as before",
            new TextChange(new TextSpan(unit.Members[0].FullSpan.Start, 0), $"{newLine}{space}{header}{newLine}{{{newLine}"), new TextChange(new TextSpan(unit.FullSpan.End, 0), $"{newLine}}}{newLine}"));
    }
}
