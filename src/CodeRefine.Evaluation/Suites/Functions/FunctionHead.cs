using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>What a prompt asks for: the method whose body it leaves open.</summary>
/// <param name="Usings">The prompt's <c>using</c> directives, a line each.</param>
/// <param name="Type">Full name of the type that holds the method, as <c>using static</c> takes it.</param>
/// <param name="Depth">Braces that are open where the prompt ends.</param>
internal sealed record FunctionHead(string Usings, string Namespace, string Type, string Method, string ReturnType, string Statement, int Depth)
{
    /// <returns>Null where the prompt leaves no method of a class open.</returns>
    public static FunctionHead? Find(string prompt)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(prompt).GetRoot();
        var depth = root.DescendantTokens().Sum(t => t.IsMissing ? 0 : t.Kind() switch { SyntaxKind.OpenBraceToken => 1, SyntaxKind.CloseBraceToken => -1, _ => 0 });
        var method = root.DescendantNodes().OfType<MethodDeclarationSyntax>().LastOrDefault();
        if (method?.Parent is not TypeDeclarationSyntax type)
        {
            return null;
        }

        var space = string.Join('.', method.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString()));
        var types = string.Join('.', method.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(t => t.Identifier.Text));
        return new FunctionHead(
            string.Concat(root.Usings.Select(u => u.ToString() + "\n")), space, space.Length == 0 ? types : $"{space}.{types}",
            method.Identifier.Text, method.ReturnType.ToString(), CommentOf(method), depth);
    }

    /// <summary>What two such values hold is not what <c>Equals</c> and <c>==</c> look at.</summary>
    public bool ReturnsReference => new[] { "List<", "Dictionary<", "HashSet<", "[]", "IEnumerable<", "IList<", "ArrayList", "Queue<", "Stack<", "ISet<", "SortedSet<", "IDictionary<" }.Any(t => ReturnType.Contains(t, StringComparison.Ordinal));

    /// <summary>A tuple of nullable values, which <c>Tuple.Create</c> makes with other type arguments in the rows' expectations: such tuples are never equal, whatever they hold.</summary>
    public bool ReturnsMistypedTuple => ReturnType.StartsWith("Tuple<", StringComparison.Ordinal) && (ReturnType.Contains("Nullable<", StringComparison.Ordinal) || ReturnType.Contains('?', StringComparison.Ordinal));

    /// <summary>As shipped no answer passes.</summary>
    public bool ComparesWrongly => ReturnsReference || ReturnsMistypedTuple;

    private static string CommentOf(MethodDeclarationSyntax method) => string.Join('\n', method.GetLeadingTrivia()
        .Where(t => t.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
        .SelectMany(t => t.ToFullString().Split('\n'))
        .Select(l => l.Trim().TrimStart('/').Trim('*', ' ', '\t').TrimEnd('/').TrimEnd())
        .Where((l, i) => l.Length > 0 || i > 0)).Trim();
}
