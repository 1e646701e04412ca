using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>The nearest name in scope, of a kind that fits the place: a value, a method, a type, a member of the receiver, a parameter.</summary>
public sealed class Misspelling : CompileFix
{
    private const int Most = 8;

    public override string Family => "spelling";

    public override ImmutableArray<string> Ids => ["CS0103", "CS0246", "CS0234", "CS1061", "CS0117", "CS0426", "CS1739", "CS0305", "CS0539", "CS0115"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var token = error.Node is SimpleNameSyntax name ? name.Identifier : error.Token;
        if (!token.IsKind(SyntaxKind.IdentifierToken) || !context.CanEdit(error.Tree))
        {
            return [];
        }

        return Names(error, token, context)
            .Select(n => (Name: n, Likeness: Spelling.Likeness(token.ValueText, n)))
            .Where(n => n.Likeness > 0)
            .OrderByDescending(n => n.Likeness).ThenBy(n => n.Name, StringComparer.Ordinal)
            .DistinctBy(n => n.Name).Take(Most)
            .SelectMany(n => context.Replace(token, n.Name, n.Likeness, $"`{token.Text}` is spelled `{n.Name}`"));
    }

    private static IEnumerable<string> Names(CompileError error, SyntaxToken token, FixContext context)
    {
        var file = context.File(error.Tree);
        var place = token.SpanStart;
        var symbols = token.Parent switch
        {
            MethodDeclarationSyntax method => Overridable(method, file.Model),
            IdentifierNameSyntax { Parent: NameColonSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } } => Parameters(call, file.Model),
            SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => Members(access.Expression, place, file.Model),
            SimpleNameSyntax { Parent: MemberBindingExpressionSyntax binding } => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } whole ? Members(whole.Expression, place, file.Model) : [],
            SimpleNameSyntax { Parent: QualifiedNameSyntax qualified } name when qualified.Right == name => Qualified(qualified, file.Model),
            IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax made } } assignment } name when assignment.Left == name
                => file.Model.GetTypeInfo(made).Type is { } type ? file.Model.LookupSymbols(place, type) : [],
            _ => file.Model.LookupSymbols(place).Where(s => FitsPlace(s, token)),
        };
        var keywords = error.Id is "CS0103" or "CS0246" ? Keywords : [];
        return symbols.Where(s => s.CanBeReferencedByName || s is IParameterSymbol).Select(s => s.Name).Concat(keywords);
    }

    /// <summary>Types spelled as other languages spell them parse as names: `String` is right, `Int` is not.</summary>
    private static readonly ImmutableArray<string> Keywords = ["int", "string", "bool", "double", "char", "long", "void", "object", "float", "decimal", "byte", "var", "true", "false", "null", "this", "base"];

    private static bool FitsPlace(ISymbol symbol, SyntaxToken token)
    {
        var isType = SyntaxFacts.IsInTypeOnlyContext((ExpressionSyntax)(token.Parent as ExpressionSyntax ?? SyntaxFactory.IdentifierName(token.Text))) || token.Parent?.Parent is VariableDeclarationSyntax or ParameterSyntax or BaseTypeSyntax or ObjectCreationExpressionSyntax;
        if (isType)
        {
            return symbol is INamedTypeSymbol or ITypeParameterSymbol or INamespaceSymbol;
        }

        return token.Parent?.Parent is InvocationExpressionSyntax call && call.Expression == token.Parent
            ? symbol is IMethodSymbol or ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol
            : true;
    }

    private static ImmutableArray<ISymbol> Members(ExpressionSyntax receiver, int place, SemanticModel model)
    {
        if (model.GetSymbolInfo(receiver).Symbol is INamespaceOrTypeSymbol container)
        {
            return model.LookupSymbols(place, container);
        }

        return model.GetTypeInfo(receiver).Type is { TypeKind: not TypeKind.Error } type ? model.LookupSymbols(place, type, includeReducedExtensionMethods: true) : [];
    }

    private static IEnumerable<ISymbol> Qualified(QualifiedNameSyntax name, SemanticModel model) =>
        model.GetSymbolInfo(name.Left).Symbol is INamespaceOrTypeSymbol container ? container.GetMembers().Where(m => m is INamespaceOrTypeSymbol) : [];

    private static IEnumerable<ISymbol> Parameters(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).CandidateSymbols.Concat(model.GetMemberGroup(call.Expression)).OfType<IMethodSymbol>().SelectMany(m => m.Parameters);

    private static IEnumerable<ISymbol> Overridable(MethodDeclarationSyntax method, SemanticModel model) =>
        model.GetDeclaredSymbol(method)?.ContainingType is not { } type ? []
            : method.ExplicitInterfaceSpecifier is not null
                ? type.AllInterfaces.SelectMany(i => i.GetMembers())
                : Edits.TypeFacts.WithBases(type).Skip(1).SelectMany(b => b.GetMembers()).Where(m => m.IsVirtual || m.IsAbstract || m.IsOverride);
}
