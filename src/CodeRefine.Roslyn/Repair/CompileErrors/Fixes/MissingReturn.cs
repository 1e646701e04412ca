using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>A path without an answer: returns the last value computed, a local of the type, or a plain value; a return that lacks or has a value too many.</summary>
public sealed class MissingReturn : CompileFix
{
    public override string Family => "missing return";

    public override ImmutableArray<string> Ids => ["CS0161", "CS1643", "CS0126", "CS0127", "CS8030"];

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        var file = context.File(error.Tree);
        return error.Id switch
        {
            "CS0126" when error.Ancestor<ReturnStatementSyntax>() is { } bare => Values(bare, file).SelectMany(v => context.Replace(bare, $"return {v.Code};", v.Prior)),
            "CS0127" when error.Ancestor<ReturnStatementSyntax>() is { Expression: { } value } => Typed(error, value, file, context),
            "CS0161" or "CS1643" => AtEnd(error, file, context),
            _ => [],
        };
    }

    private static IEnumerable<CandidateEdit> AtEnd(CompileError error, EditContext file, FixContext context)
    {
        var body = error.Node.FirstAncestorOrSelf<SyntaxNode>(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            BaseMethodDeclarationSyntax method => method.Body,
            LocalFunctionStatementSyntax function => function.Body,
            AccessorDeclarationSyntax accessor => accessor.Body,
            AnonymousFunctionExpressionSyntax lambda => lambda.Block,
            _ => null,
        };
        if (body is null)
        {
            yield break;
        }

        if (body.Statements.LastOrDefault() is ExpressionStatementSyntax { Expression: { } last } statement && file.TypeOf(last) is { } type && Defaults.ReturnType(last, file) is { } wanted && file.Converts(type, wanted) && last is not AssignmentExpressionSyntax)
        {
            foreach (var edit in context.Insert(error.Tree, statement.SpanStart, "return ", 0.97, $"return `{TextChanges.Brief(last.ToString())}`"))
            {
                yield return edit;
            }
        }

        var place = body.CloseBraceToken.SpanStart;
        var indent = body.Statements.LastOrDefault() is { } end ? file.IndentOf(end) : file.IndentOf(body) + "    ";
        var newLine = body.ToString().Contains('\n', StringComparison.Ordinal);
        foreach (var (value, prior) in ValuesAtEnd(body, file))
        {
            var code = newLine ? $"{indent[Math.Min(indent.Length, file.IndentOf(body).Length)..]}return {value};{file.NewLine}{file.IndentOf(body)}" : $"return {value}; ";
            foreach (var edit in context.Edit(error.Tree, prior, $"return `{value}` at the end", new TextChange(new TextSpan(place, 0), code)))
            {
                yield return edit;
            }
        }
    }

    private static IEnumerable<(string Code, double Prior)> ValuesAtEnd(BlockSyntax body, EditContext file)
    {
        var anchor = body.Statements.LastOrDefault() ?? (SyntaxNode)body;
        if (Defaults.ReturnType(anchor, file) is not { } type)
        {
            return [];
        }

        var locals = body.Statements.OfType<LocalDeclarationStatementSyntax>().SelectMany(d => d.Declaration.Variables)
            .Select(v => file.Model.GetDeclaredSymbol(v)).OfType<ILocalSymbol>().Where(l => file.Converts(l.Type, type))
            .Select((l, i) => (l.Name, 0.9 - (0.05 * i)));
        var parameters = ((file.Model.GetEnclosingSymbol(body.SpanStart + 1) as IMethodSymbol)?.Parameters ?? []).Where(p => p.Type.SameAs(type)).Select((p, i) => (p.Name, 0.4 - (0.05 * i)));
        return locals.Concat(parameters).Concat(Defaults.Of(type, file.Model, anchor.SpanStart).Select((v, i) => (v, 0.5 - (0.08 * i))));
    }

    private static IEnumerable<(string Code, double Prior)> Values(ReturnStatementSyntax bare, EditContext file) =>
        Defaults.ReturnType(bare, file) is not { } type ? []
            : file.ValuesAt(bare).Where(v => v.Nearness == 0 && file.Converts(v.Type, type)).Select((v, i) => (v.Name, 0.8 - (0.05 * i)))
                .Concat(Defaults.Of(type, file.Model, bare.SpanStart).Select((v, i) => (v, 0.5 - (0.08 * i))));

    /// <summary>A void method that returns a value was meant to have its type.</summary>
    private static IEnumerable<CandidateEdit> Typed(CompileError error, ExpressionSyntax value, EditContext file, FixContext context) =>
        error.Ancestor<MethodDeclarationSyntax>() is { } method && file.TypeOf(value) is { } type
            ? context.Replace(method.ReturnType, type.Written(file.Model, method.SpanStart), 0.8).Concat(context.Edit(error.Tree, 0.3, "return without a value", new TextChange(value.Span, "")))
            : [];
}
