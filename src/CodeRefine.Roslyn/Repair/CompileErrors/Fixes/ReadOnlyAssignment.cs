using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A write to what can't be written: opens the field or property, or makes the assignment the comparison that was meant.</summary>
public sealed class ReadOnlyAssignment : CompileFix
{
    public override string Family => "read-only";

    public override ImmutableArray<string> Ids => ["CS0191", "CS0198", "CS0200", "CS0131", "CS8852", "CS8331", "CS1604", "CS1605", "CS1648", "CS1656"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var model = context.File(error.Tree).Model;
        var symbol = model.GetSymbolInfo(error.Node).Symbol ?? model.GetSymbolInfo(error.Node).CandidateSymbols.FirstOrDefault();
        var declaration = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var opened = declaration switch
        {
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => Word(field, SyntaxKind.ReadOnlyKeyword, context).Concat(Word(field, SyntaxKind.ConstKeyword, context)),
            PropertyDeclarationSyntax { AccessorList: { } accessors } property => Setter(property, accessors, context),
            _ => [],
        };
        var comparison = error.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: not ExpressionStatementSyntax } assignment
            ? context.Replace(assignment.OperatorToken, "==", 0.9) : [];
        return opened.Concat(comparison);
    }

    private static IEnumerable<CandidateEdit> Word(FieldDeclarationSyntax field, SyntaxKind kind, FixContext context) =>
        field.Modifiers.FirstOrDefault(m => m.IsKind(kind)) is { RawKind: not 0 } word
            ? context.Edit(field.SyntaxTree, 0.9, $"`{TextChanges.Brief(field.ToString(), 50)}` without `{word.Text}`", new TextChange(TextSpan.FromBounds(word.SpanStart, word.GetNextToken().SpanStart), ""))
            : [];

    private static IEnumerable<CandidateEdit> Setter(PropertyDeclarationSyntax property, AccessorListSyntax accessors, FixContext context)
    {
        if (accessors.Accessors.FirstOrDefault(a => a.Keyword.IsKind(SyntaxKind.InitKeyword)) is { } init)
        {
            return context.Replace(init.Keyword, "set", 0.9);
        }

        return accessors.Accessors is [{ Body: null, ExpressionBody: null } get]
            ? context.Insert(property.SyntaxTree, get.Span.End, " private set;", 0.9).Concat(context.Insert(property.SyntaxTree, get.Span.End, " set;", 0.85)) : [];
    }
}
