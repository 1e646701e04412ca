using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A value does not go into a local because the local was declared too narrow, most often as int where all else is long: its type is that of the value.</summary>
public sealed class LocalType : CompileFix
{
    public override string Family => "local's type";

    public override ImmutableArray<string> Ids => ["CS0266", "CS0029", "CS1503"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree))
        {
            return [];
        }

        var file = context.File(error.Tree);
        var assignment = error.Ancestor<AssignmentExpressionSyntax>();
        return assignment is not null && file.Model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol target && file.TypeOf(assignment.Right) is { } value && !value.SameAs(target.Type)
            ? Declare(target, value, file, context)
            : Inside(error, file, context);
    }

    /// <summary>A local in the expression that is narrower than the other numbers around it.</summary>
    private static IEnumerable<CandidateEdit> Inside(CompileError error, EditContext file, FixContext context) =>
        error.Node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => file.Model.GetSymbolInfo(n).Symbol).OfType<ILocalSymbol>()
            .Where(l => l.Type.SpecialType == SpecialType.System_Int32).Distinct<ILocalSymbol>(SymbolEqualityComparer.Default).Take(3)
            .SelectMany(l => Declare(l, file.Compilation.GetSpecialType(SpecialType.System_Int64), file, context));

    private static IEnumerable<CandidateEdit> Declare(ILocalSymbol local, ITypeSymbol type, EditContext file, FixContext context) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { } declared, Variables.Count: 1 } } && type.IsNumeric() && local.Type.IsNumeric()
            ? context.Replace(declared, type.Written(file.Model, declared.SpanStart), 0.88, $"`{local.Name}` is declared `{type.Written(file.Model, declared.SpanStart)}`")
            : [];
}
