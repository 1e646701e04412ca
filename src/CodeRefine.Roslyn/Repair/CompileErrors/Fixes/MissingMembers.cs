using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Members of an interface or abstract base that are not there, where their body is plain: the untyped enumerator, an automatic property, equality and order that forward; and members under a near name.</summary>
public sealed class MissingMembers : CompileFix
{
    public override string Family => "missing member";

    public override ImmutableArray<string> Ids => ["CS0535", "CS0534", "CS0738", "CS0736"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var model = context.File(error.Tree).Model;
        if (error.Ancestor<TypeDeclarationSyntax>() is not { } declaration || model.GetDeclaredSymbol(declaration) is not { } type)
        {
            return [];
        }

        var message = error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        var missing = type.AllInterfaces.SelectMany(i => i.GetMembers()).Concat(TypeFacts.WithBases(type).Skip(1).SelectMany(b => b.GetMembers()).Where(m => m.IsAbstract && m.ContainingType.TypeKind == TypeKind.Class))
            .Where(m => m is not IMethodSymbol { AssociatedSymbol: not null } && message.Contains($".{m.Name}", StringComparison.Ordinal) && type.FindImplementationForInterfaceMember(m) is null);
        return missing.SelectMany(m => Renamed(m, type, context).Concat(PlainBodies.Of(m, type, model, declaration.SpanStart).SelectMany(b => Insert(declaration, b.Code, b.Prior, context))));
    }

    private static IEnumerable<CandidateEdit> Renamed(ISymbol wanted, INamedTypeSymbol type, FixContext context) =>
        type.GetMembers().Where(m => m.Kind == wanted.Kind && !m.IsImplicitlyDeclared && Spelling.Likeness(m.Name, wanted.Name) > 0.4)
            .SelectMany(m => m.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).SelectMany(d => DeclarationName(d) is { } token ? context.Replace(token, wanted.Name, Spelling.Likeness(m.Name, wanted.Name), $"`{m.Name}` is the `{wanted.Name}` of {wanted.ContainingType.Name}") : []));

    internal static SyntaxToken? DeclarationName(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        BaseTypeDeclarationSyntax type => type.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        EnumMemberDeclarationSyntax member => member.Identifier,
        EventDeclarationSyntax happening => happening.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        _ => null,
    };

    private static IEnumerable<CandidateEdit> Insert(TypeDeclarationSyntax declaration, string code, double prior, FixContext context)
    {
        if (declaration.CloseBraceToken.IsKind(SyntaxKind.None))
        {
            return [];
        }

        var file = context.File(declaration.SyntaxTree);
        var indent = declaration.Members.Count > 0 ? file.IndentOf(declaration.Members[^1]) : file.IndentOf(declaration) + "    ";
        var (place, text) = declaration.Members.Count > 0
            ? (declaration.Members[^1].Span.End, file.NewLine + file.NewLine + indent + code)
            : (declaration.OpenBraceToken.Span.End, file.NewLine + indent + code);
        return context.Insert(declaration.SyntaxTree, place, text, prior, $"add `{TextChanges.Brief(code)}`");
    }
}
