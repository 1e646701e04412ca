using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A name declared twice, a modifier that does not belong, an override of nothing, a member that names its type wrongly.</summary>
public sealed class Declarations : CompileFix
{
    public override string Family => "declaration";

    public override ImmutableArray<string> Ids => ["CS0128", "CS0136", "CS0106", "CS0115", "CS1520", "CS0114", "CS0506", "CS0549", "CS0513", "CS0500", "CS0246", "CS0501", "CS0539"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        switch (error.Id)
        {
            case "CS0128" or "CS0136" when error.Ancestor<VariableDeclaratorSyntax>() is { Initializer: not null, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax } declaration } variable:
                return context.Edit(error.Tree, 0.8, $"assign to the `{variable.Identifier}` that is there", new TextChange(TextSpan.FromBounds(declaration.SpanStart, variable.SpanStart), ""));
            case "CS0106" or "CS0549" or "CS0513" or "CS0115" or "CS0506":
                return Modifiers(error).SelectMany(m => context.Edit(error.Tree, error.Id == "CS0115" ? 0.3 : 0.9, $"remove `{m.Text}`", new TextChange(TextSpan.FromBounds(m.SpanStart, m.GetNextToken().SpanStart), "")));
            case "CS1520" when error.Ancestor<MethodDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } method:
                return context.Replace(method.Identifier, type.Identifier.Text, 0.7).Concat(context.Insert(error.Tree, method.Identifier.SpanStart, "void ", 0.6));
            case "CS1520" when error.Ancestor<ConstructorDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } constructor:
                return context.Replace(constructor.Identifier, type.Identifier.Text, 0.8).Concat(context.Insert(error.Tree, constructor.Identifier.SpanStart, "void ", 0.6));
            case "CS0246" when error.Node is IdentifierNameSyntax { Identifier.Text: "T" or "TKey" or "TValue" or "K" or "V" or "U" or "TResult" } name && error.Ancestor<MethodDeclarationSyntax>() is { TypeParameterList: null } method:
                return context.Insert(error.Tree, method.Identifier.Span.End, $"<{name}>", 0.7);
            default:
                return [];
        }
    }

    private static IEnumerable<SyntaxToken> Modifiers(CompileError error)
    {
        var member = error.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var all = member?.Modifiers ?? error.Ancestor<LocalFunctionStatementSyntax>()?.Modifiers ?? default;
        var named = error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        return error.Id == "CS0106" ? all.Where(m => named.Contains($"'{m.Text}'", StringComparison.Ordinal))
            : all.Where(m => m.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword);
    }
}
