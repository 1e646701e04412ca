using CodeRefine.Core.Checks;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Critics;

/// <summary>A check's own method: its text, and which members of the candidate it asks about.</summary>
internal static class CheckSource
{
    private const int MostLines = 32;
    private const string CandidateAssembly = "Candidate";

    /// <summary>The method as a block; null where it can't be found.</summary>
    public static string? Quote(CandidateCode code, Check check)
    {
        if (MethodOf(code, check) is not { } method)
        {
            return null;
        }

        var text = method.SyntaxTree.GetText(code.CancellationToken);
        var lines = text.Lines;
        var (first, last) = (lines.IndexOf(method.SpanStart), lines.IndexOf(method.Span.End));
        var taken = Enumerable.Range(first, last - first + 1).Select(i => lines[i].ToString()).ToList();
        var indent = taken.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.TakeWhile(char.IsWhiteSpace).Count()).DefaultIfEmpty(0).Min();
        return PlainText.Block(string.Join('\n', taken.Select(l => l.Length >= indent ? l[indent..] : l.TrimStart())), "csharp", MostLines);
    }

    /// <summary>The statement of the check that failed, on one line; null where it is not known, or the check has no other.</summary>
    /// <param name="line">Line of the failed statement in the check's file; 0 where unknown.</param>
    public static string? FailedStatement(CandidateCode code, Check check, int line) =>
        MethodOf(code, check) is { Body.Statements.Count: > 1 } method && Failed(method, line) is { } failed ? PlainText.Line(failed.ToString(), 200) : null;

    /// <summary>The candidate's member whose value the failed statement looks at: called in it, or where its variables come from.</summary>
    /// <param name="line">Line of the failed statement in the check's file; 0 where unknown.</param>
    public static ISymbol? AskedMember(CandidateCode code, Check check, int line)
    {
        if (MethodOf(code, check) is not { } method)
        {
            return null;
        }

        var model = code.Checks!.GetSemanticModel(method.SyntaxTree);
        var failed = Failed(method, line);
        return (failed is null ? null : Within(model, failed) ?? FromVariables(model, method, failed)) ?? Within(model, method);
    }

    private static StatementSyntax? Failed(MethodDeclarationSyntax method, int line) =>
        line > 0 ? method.DescendantNodes().OfType<StatementSyntax>().LastOrDefault(s => s is not BlockSyntax && Covers(s, line)) : null;

    private static bool Covers(StatementSyntax statement, int line)
    {
        var span = statement.GetLocation().GetLineSpan();
        return span.StartLinePosition.Line + 1 <= line && line <= span.EndLinePosition.Line + 1;
    }

    private static ISymbol? FromVariables(SemanticModel model, SyntaxNode method, SyntaxNode statement)
    {
        var locals = statement.DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => model.GetSymbolInfo(n).Symbol).OfType<ILocalSymbol>().ToHashSet(SymbolEqualityComparer.Default);
        var values = method.DescendantNodes().Where(n => n.SpanStart < statement.SpanStart).Select(n => n switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } declarator when locals.Contains(model.GetDeclaredSymbol(declarator)) => value,
            AssignmentExpressionSyntax assignment when locals.Contains(model.GetSymbolInfo(assignment.Left).Symbol) => assignment.Right,
            _ => null,
        });
        return values.Reverse().OfType<SyntaxNode>().Select(v => Within(model, v)).FirstOrDefault(s => s is not null);
    }

    /// <summary>The candidate's member that is used last in evaluation; constructors only where nothing else is.</summary>
    private static ISymbol? Within(SemanticModel model, SyntaxNode node)
    {
        var used = node.DescendantNodesAndSelf().Where(n => n is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax)
            .Select(n => model.GetSymbolInfo(n).Symbol)
            .Where(s => s is (IMethodSymbol or IPropertySymbol or IFieldSymbol) && s.ContainingAssembly?.Name == CandidateAssembly)
            .ToList();
        return (used.LastOrDefault(s => s is IMethodSymbol { MethodKind: not MethodKind.Constructor } or IPropertySymbol) ?? used.LastOrDefault())?.OriginalDefinition;
    }

    private static MethodDeclarationSyntax? MethodOf(CandidateCode code, Check check)
    {
        var document = SourcePaths.ForChecks(check.Path);
        var root = code.Checks?.SyntaxTrees.FirstOrDefault(t => t.FilePath == document)?.GetRoot(code.CancellationToken);
        var named = root?.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Identifier.ValueText == check.Name).ToList() ?? [];
        return named.FirstOrDefault(m => m.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1 == check.Line) ?? (named.Count == 1 ? named[0] : null);
    }
}
