using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>An instance member used without an instance, or a static one through an instance.</summary>
public sealed class StaticOrInstance : CompileFix
{
    public override string Family => "static";

    public override ImmutableArray<string> Ids => ["CS0120", "CS0176", "CS0026", "CS0708", "CS0038", "CS0236"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var model = context.File(error.Tree).Model;
        var info = model.GetSymbolInfo(error.Node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return error.Id switch
        {
            "CS0708" => error.Ancestor<MemberDeclarationSyntax>() is { } member ? MakeStatic(member, 0.95, context) : [],
            "CS0176" when error.Node is MemberAccessExpressionSyntax access && symbol is not null => context.Replace(access.Expression, symbol.ContainingType.ToMinimalDisplayString(model, access.SpanStart), 0.95),
            "CS0120" or "CS0026" or "CS0236" or "CS0038" => [.. MakeCalleeStatic(symbol, context), .. MakeCallerInstance(error, context)],
            _ => [],
        };
    }

    private static IEnumerable<CandidateEdit> MakeCalleeStatic(ISymbol? symbol, FixContext context) =>
        symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member ? MakeStatic(member, 0.8, context) : [];

    private static IEnumerable<CandidateEdit> MakeStatic(MemberDeclarationSyntax member, double prior, FixContext context)
    {
        if (member is BaseTypeDeclarationSyntax or ConstructorDeclarationSyntax || member.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return [];
        }

        var access = member.Modifiers.LastOrDefault(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
        return access.IsKind(SyntaxKind.None)
            ? context.Insert(member.SyntaxTree, (member.AttributeLists.Count > 0 ? member.AttributeLists[^1].GetLastToken().GetNextToken() : member.GetFirstToken()).SpanStart, "static ", prior, $"make `{TextChanges.Brief(member.ToString(), 40)}` static")
            : context.Insert(member.SyntaxTree, access.Span.End, " static", prior, $"make `{TextChanges.Brief(member.ToString(), 40)}` static");
    }

    private static IEnumerable<CandidateEdit> MakeCallerInstance(CompileError error, FixContext context) =>
        error.Ancestor<MethodDeclarationSyntax>() is { } method && method.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.StaticKeyword)) is { RawKind: not 0 } word
            ? context.Edit(error.Tree, 0.6, $"make `{method.Identifier}` an instance method", new TextChange(TextSpan.FromBounds(word.SpanStart, word.GetNextToken().SpanStart), ""))
            : [];
}
