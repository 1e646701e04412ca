using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A local or out parameter that has no value on some path: starts with a plain one. A name never declared becomes a local where it is first assigned.</summary>
public sealed class Unassigned : CompileFix
{
    public override string Family => "unassigned";

    public override ImmutableArray<string> Ids => ["CS0165", "CS0177", "CS0269", "CS0103", "CS0818"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var file = context.File(error.Tree);
        return error.Id switch
        {
            "CS0165" => file.Model.GetSymbolInfo(error.Node).Symbol is ILocalSymbol local ? Initialise(local, file, context) : [],
            "CS0177" or "CS0269" => OutParameter(error, file, context),
            "CS0103" when error.Node is IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ForStatementSyntax } assignment } name && assignment.Left == name && assignment.OperatorToken.Text == "="
                => context.Insert(error.Tree, name.SpanStart, "var ", 0.7, $"declare `{name}`"),
            "CS0818" when error.Ancestor<VariableDeclaratorSyntax>() is { Parent: VariableDeclarationSyntax declaration } variable => Typed(declaration, variable, file, context),
            _ => [],
        };
    }

    private static IEnumerable<CandidateEdit> Initialise(ILocalSymbol local, EditContext file, FixContext context) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer: null } variable
            ? Values(local.Type, file, variable.SpanStart).SelectMany((v, i) => context.Insert(variable.SyntaxTree, variable.Span.End, $" = {v}", 0.9 - (0.1 * i), $"`{local.Name}` starts as `{v}`"))
            : [];

    private static IEnumerable<CandidateEdit> OutParameter(CompileError error, EditContext file, FixContext context)
    {
        var body = error.Ancestor<BaseMethodDeclarationSyntax>()?.Body;
        if (body is null || file.Model.GetDeclaredSymbol(body.Parent!) is not IMethodSymbol method)
        {
            return [];
        }

        return method.Parameters.Where(p => p.RefKind == RefKind.Out)
            .Where(p => error.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains($"'{p.Name}'", StringComparison.Ordinal))
            .SelectMany(p => Values(p.Type, file, body.SpanStart + 1).SelectMany((v, i) => context.Insert(error.Tree, body.OpenBraceToken.Span.End, $" {p.Name} = {v};", 0.9 - (0.1 * i))));
    }

    /// <summary>The type of the first value that it is given.</summary>
    private static IEnumerable<CandidateEdit> Typed(VariableDeclarationSyntax declaration, VariableDeclaratorSyntax variable, EditContext file, FixContext context)
    {
        var first = Placing.Body(declaration)?.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax name && name.Identifier.Text == variable.Identifier.Text);
        return first is not null && file.TypeOf(first.Right) is { } type ? context.Replace(declaration.Type, type.Written(file.Model, declaration.SpanStart), 0.9) : [];
    }

    private static IEnumerable<string> Values(ITypeSymbol type, EditContext file, int position) => Defaults.Of(type, file.Model, position).Select(v => v == "null" && type.NullableAnnotation != NullableAnnotation.Annotated ? "null!" : v);
}
