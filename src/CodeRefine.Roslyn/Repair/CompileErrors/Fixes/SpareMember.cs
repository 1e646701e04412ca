using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>
/// A member that does not compile and that nobody asks for: the sources did not have it, nothing calls it, the checks do not name it, and it is private or a
/// <c>Main</c> that shows how the code is used. It goes where nothing better mends it.
/// </summary>
public sealed class SpareMember : CompileFix
{
    public override string Family => "spare member";

    public override ImmutableArray<string> Ids => [];

    public override bool Knows(string id) => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree) || error.Ancestor<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } method)
        {
            return [];
        }

        var name = method.Identifier.ValueText;
        var isHidden = name == "Main" || !method.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.OverrideKeyword);
        return isHidden && method.ExplicitInterfaceSpecifier is null && type is not InterfaceDeclarationSyntax && !IsWanted(name, method, context)
            ? context.Edit(error.Tree, 0.3, $"drop `{name}`, which nothing calls", new Microsoft.CodeAnalysis.Text.TextChange(method.FullSpan, "")).Select(e => e with { Deletes = true })
            : [];
    }

    internal static bool IsWanted(string name, MemberDeclarationSyntax member, FixContext context) =>
        context.ChecksName(name)
        || Names(context.Candidate, t => t.SyntaxTree == member.SyntaxTree && member.FullSpan.Contains(t.Span)).Contains(name)
        || context.Origin is { } origin && Names(origin, _ => false).Contains(name);

    private static HashSet<string> Names(CSharpCompilation compilation, Func<SyntaxToken, bool> leaveOut) =>
        [.. compilation.SyntaxTrees.Where(t => CandidatePaths.Of(t) is not null).SelectMany(t => t.GetRoot().DescendantTokens()).Where(t => t.IsKind(SyntaxKind.IdentifierToken) && !leaveOut(t)).Select(t => t.ValueText)];
}
