using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Memory;

/// <summary>
/// The kind of change that lies between two states, in a few words and by syntax alone: what symbolic principles count. The idea of counting (diagnostic, kind of fix) → success is
/// OmniReflect's (methods.md names it among memories).
/// </summary>
public static class FixKind
{
    public const string Several = "change several places";

    public static string Of(SourceTree before, SourceTree after)
    {
        var kinds = after.Files.Where(f => !before.TryGet(f.Key, out var old) || old != f.Value)
            .Select(f => before.TryGet(f.Key, out var old) ? OfFile(Root(old.Text), Root(f.Value.Text)) : "add a file")
            .Distinct(StringComparer.Ordinal).ToList();
        return kinds.Count == 1 ? kinds[0] : kinds.Count == 0 ? "change nothing" : Several;
    }

    private static string OfFile(CompilationUnitSyntax before, CompilationUnitSyntax after)
    {
        var (olds, news) = (Members(before), Members(after));
        var changed = news.Where(m => olds.TryGetValue(m.Key, out var old) && !SyntaxFactory.AreEquivalent(old, m.Value)).ToList();
        var added = news.Keys.Except(olds.Keys, StringComparer.Ordinal).Any();
        var removed = olds.Keys.Except(news.Keys, StringComparer.Ordinal).Any();
        return (changed.Count, added, removed) switch
        {
            (0, false, false) => before.Usings.Count < after.Usings.Count ? "add a using" : "change declarations",
            (0, true, false) => "add a member",
            (0, false, true) => "remove a member",
            (1, false, false) => OfMember(olds[changed[0].Key], changed[0].Value),
            _ => Several,
        };
    }

    /// <summary>The smallest node that holds all that differs says what was changed.</summary>
    private static string OfMember(SyntaxNode before, SyntaxNode after)
    {
        while (Differing(before, after) is { } inner)
        {
            (before, after) = inner;
        }

        return (before, after) switch
        {
            (BlockSyntax old, BlockSyntax now) => OfBlock(old, now),
            (LiteralExpressionSyntax, _) => "change a literal",
            _ when InCondition(before) => "change a condition",
            (BinaryExpressionSyntax old, BinaryExpressionSyntax now) when old.Kind() != now.Kind() => "change an operator",
            (ArgumentListSyntax, _) => "change arguments",
            _ when before.FirstAncestorOrSelf<ArgumentSyntax>() is not null => "change arguments",
            (TypeSyntax, TypeSyntax) when before.Parent is not ExpressionSyntax => "change a type",
            _ when before.FirstAncestorOrSelf<ReturnStatementSyntax>() is not null => "change what is returned",
            _ when before.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not null || before.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is not null => "change what is assigned",
            (ExpressionSyntax, _) => "change an expression",
            _ => "rewrite a member",
        };
    }

    private static string OfBlock(BlockSyntax before, BlockSyntax after)
    {
        var fresh = after.Statements.Where(s => !before.Statements.Any(o => SyntaxFactory.AreEquivalent(o, s))).ToList();
        var gone = before.Statements.Count(o => !after.Statements.Any(s => SyntaxFactory.AreEquivalent(o, s)));
        return (fresh, gone) switch
        {
            ([], 0) => "move a statement",
            ([IfStatementSyntax { Else: null } guard], 0) when guard.DescendantNodes().Any(n => n is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax) => "add a guard",
            ([_], 0) => "add a statement",
            ([], 1) => "remove a statement",
            _ => "rewrite a block",
        };
    }

    private static bool InCondition(SyntaxNode node) => node.AncestorsAndSelf().TakeWhile(n => n is not StatementSyntax || n == node).Any(n => n.Parent switch
    {
        IfStatementSyntax s => s.Condition == n,
        WhileStatementSyntax s => s.Condition == n,
        DoStatementSyntax s => s.Condition == n,
        ForStatementSyntax s => s.Condition == n,
        ConditionalExpressionSyntax s => s.Condition == n,
        _ => false,
    });

    /// <returns>The one pair of children that differs; null where there is more than one, or another number of them.</returns>
    private static (SyntaxNode, SyntaxNode)? Differing(SyntaxNode before, SyntaxNode after)
    {
        var (olds, news) = (before.ChildNodesAndTokens(), after.ChildNodesAndTokens());
        if (!before.IsKind(after.Kind()) || olds.Count != news.Count)
        {
            return null;
        }

        var pairs = olds.Zip(news).Where(p => !p.First.IsEquivalentTo(p.Second) && p.First.ToString() != p.Second.ToString()).Take(2).ToList();
        return pairs is [var (old, now)] && old.AsNode() is { } oldNode && now.AsNode() is { } newNode ? (oldNode, newNode) : null;
    }

    private static CompilationUnitSyntax Root(string text) => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();

    /// <summary>By type, name and parameters; of namesakes the first.</summary>
    private static Dictionary<string, SyntaxNode> Members(CompilationUnitSyntax root) => root.DescendantNodes()
        .Where(n => n is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or EnumMemberDeclarationSyntax or GlobalStatementSyntax)
        .GroupBy(Name, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static string Name(SyntaxNode member) => string.Join('.', member.AncestorsAndSelf().Reverse().Select(n => n switch
    {
        BaseTypeDeclarationSyntax t => t.Identifier.ValueText,
        MethodDeclarationSyntax m => m.Identifier.ValueText + m.ParameterList,
        BaseMethodDeclarationSyntax m => m.Kind() + m.ParameterList.ToString(),
        PropertyDeclarationSyntax p => p.Identifier.ValueText,
        BasePropertyDeclarationSyntax p => p.Kind().ToString(),
        BaseFieldDeclarationSyntax f => f.Declaration.Variables[0].Identifier.ValueText,
        EnumMemberDeclarationSyntax e => e.Identifier.ValueText,
        GlobalStatementSyntax => "<top>",
        _ => "",
    }));
}
