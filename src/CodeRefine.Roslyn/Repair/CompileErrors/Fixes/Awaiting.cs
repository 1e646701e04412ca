using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>await in a method that is not async; a task used as if it were its result.</summary>
public sealed class Awaiting : CompileFix
{
    public override string Family => "async";

    public override ImmutableArray<string> Ids => ["CS4032", "CS4033", "CS4034", "CS1992", "CS1061", "CS4016", "CS1983", "CS0019", "CS1579", "CS0021"];

    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var file = context.File(error.Tree);
        return error.Id switch
        {
            "CS4032" or "CS4033" or "CS1992" or "CS4034" => MakeAsync(error, context),
            "CS1983" when error.Ancestor<MethodDeclarationSyntax>() is { } method => context.Replace(method.ReturnType, Task(method.ReturnType), 0.9),
            "CS1061" when error.Node.Parent is MemberAccessExpressionSyntax access && IsTask(file.TypeOf(access.Expression)) => context.Replace(access.Expression, $"(await {access.Expression})", 0.9),
            "CS4016" when error.Node is ExpressionSyntax value && IsTask(file.TypeOf(value)) => context.Replace(value, $"await {value}", 0.9),
            "CS0019" when error.Node is BinaryExpressionSyntax binary => new[] { binary.Left, binary.Right }.Where(o => IsTask(file.TypeOf(o))).SelectMany(o => context.Replace(o, $"await {o}", 0.9)),
            "CS0019" when error.Node is AssignmentExpressionSyntax assignment && IsTask(file.TypeOf(assignment.Right)) => context.Replace(assignment.Right, $"await {assignment.Right}", 0.9),
            "CS1579" or "CS0021" when error.Node is ExpressionSyntax source && IsTask(file.TypeOf(source)) => context.Replace(source, error.Id == "CS0021" ? $"(await {source})" : $"await {source}", 0.9),
            _ => [],
        };
    }

    private static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", IsGenericType: true };

    private static IEnumerable<CandidateEdit> MakeAsync(CompileError error, FixContext context)
    {
        switch (error.Node.FirstAncestorOrSelf<SyntaxNode>(n => n is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        {
            case MethodDeclarationSyntax method:
                return Signature(error.Tree, method.ReturnType, context);
            case LocalFunctionStatementSyntax function:
                return Signature(error.Tree, function.ReturnType, context);
            case AnonymousFunctionExpressionSyntax lambda:
                return context.Insert(error.Tree, lambda.SpanStart, "async ", 0.95);
            default:
                return [];
        }
    }

    private static IEnumerable<CandidateEdit> Signature(SyntaxTree tree, TypeSyntax type, FixContext context)
    {
        var wrapped = type.ToString().StartsWith("Task", StringComparison.Ordinal) || type.ToString().StartsWith("ValueTask", StringComparison.Ordinal) || type.ToString().StartsWith("IAsyncEnumerable", StringComparison.Ordinal);
        return wrapped
            ? context.Insert(tree, type.SpanStart, "async ", 0.95)
            : context.Edit(tree, 0.8, "make the method async", new TextChange(type.Span, $"async {Task(type)}"));
    }

    private static string Task(TypeSyntax type) => type.ToString() == "void" ? "Task" : $"Task<{type}>";
}
