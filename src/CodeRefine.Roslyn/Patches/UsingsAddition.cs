using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Using directives behind those that are there, sorted among themselves; what holds already, in the file or globally, is not written again.</summary>
internal static class UsingsAddition
{
    public static string? Apply(PatchedFiles files, Edit.AddUsings edit)
    {
        if (files.RefuseChange(edit.Path) is { } refused)
        {
            return refused;
        }

        if (!PatchedFiles.IsSource(edit.Path))
        {
            return $"`{edit.Path}` is no C# source";
        }

        var root = (CompilationUnitSyntax)files.Parse(edit.Path).GetRoot();
        var known = Known(files, root);
        var wanted = new List<string>();
        foreach (var name in edit.Namespaces)
        {
            if (Normalised(name, files.ParseOptions) is not { } normal)
            {
                return $"`{name}` is no namespace: give what stands between `using` and `;`, for example `System.Text`";
            }

            if (known.Add(normal))
            {
                wanted.Add(normal);
            }
        }

        if (wanted.Count > 0)
        {
            var text = files.Tree[edit.Path].Text;
            files.Set(edit.Path, Inserted(text, root, wanted));
        }

        return null;
    }

    private static HashSet<string> Known(PatchedFiles files, CompilationUnitSyntax root)
    {
        var known = files.ImpliedUsings.Select(u => Body(u).Replace("global::", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(root.Usings.Select(Body));
        foreach (var path in files.SourcePaths)
        {
            known.UnionWith(((CompilationUnitSyntax)files.Parse(path).GetRoot()).Usings.Where(u => !u.GlobalKeyword.IsKind(SyntaxKind.None)).Select(Body));
        }

        return known;
    }

    /// <summary>As written between <c>using</c> and <c>;</c>; null for what is no using.</summary>
    private static string? Normalised(string name, CSharpParseOptions options)
    {
        var bare = Squeezed(name).TrimEnd(';').Trim();
        bare = bare.StartsWith("global using ", StringComparison.Ordinal) ? bare[13..] : bare.StartsWith("using ", StringComparison.Ordinal) ? bare[6..] : bare;
        var tree = CSharpSyntaxTree.ParseText($"using {bare};", options);
        var unit = (CompilationUnitSyntax)tree.GetRoot();
        return unit is { Usings.Count: 1, Members.Count: 0, AttributeLists.Count: 0 } && !unit.Usings[0].ContainsDirectives && !unit.DescendantTrivia().Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia)) && !CodeParsing.Errors(tree).Any() ? Body(unit.Usings[0]) : null;
    }

    /// <summary>What stands between <c>using</c> and the semicolon, single-spaced.</summary>
    public static string Body(UsingDirectiveSyntax directive) =>
        Squeezed(directive.SyntaxTree.GetText().ToString(TextSpan.FromBounds(directive.UsingKeyword.Span.End, Math.Max(directive.UsingKeyword.Span.End, directive.SemicolonToken.SpanStart))));

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Inserted(string text, CompilationUnitSyntax root, List<string> wanted)
    {
        var ending = LineEndings.Dominant(text) ?? "\n";
        var lines = string.Concat(wanted.Order(UsingOrder.Instance).Select(n => $"using {n};{ending}"));
        if (root.Usings.Count > 0 || root.Externs.Count > 0)
        {
            SyntaxNode last = root.Usings.Count > 0 ? root.Usings[^1] : root.Externs[^1];
            var at = CodeLayout.NextLine(text, last.Span.End);
            if (!string.IsNullOrWhiteSpace(text[last.Span.End..at]) && !text.AsSpan(last.Span.End, at - last.Span.End).TrimStart().StartsWith("//"))
            {
                return text.Insert(last.Span.End, ending + lines.TrimEnd('\r', '\n') + ending);
            }

            var startsLine = at > 0 && text[at - 1] is '\n' or '\r';
            return text.Insert(at, startsLine ? lines : ending + lines);
        }

        var top = Top(text, root);
        var blank = top < text.Length && !string.IsNullOrWhiteSpace(text[top..CodeLayout.NextLine(text, top)]) ? ending : "";
        return text.Insert(top, lines + blank);
    }

    /// <summary>Behind the file's head comment and the directives that must come first.</summary>
    private static int Top(string text, CompilationUnitSyntax root)
    {
        var (top, afterComment) = (0, false);
        foreach (var trivia in root.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.DefineDirectiveTrivia or SyntaxKind.UndefDirectiveTrivia or SyntaxKind.NullableDirectiveTrivia or SyntaxKind.PragmaWarningDirectiveTrivia or SyntaxKind.ShebangDirectiveTrivia)
            {
                (top, afterComment) = (trivia.FullSpan.End, false);
            }
            else if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                afterComment = true;
            }
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia) && CodeLayout.LineStart(text, trivia.SpanStart) == trivia.SpanStart && afterComment)
            {
                (top, afterComment) = (trivia.FullSpan.End, false);
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                break;
            }
        }

        return top;
    }

    /// <summary>Namespaces, <c>System</c> first, then static ones, then aliases.</summary>
    private sealed class UsingOrder : IComparer<string>
    {
        public static UsingOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => Rank(x!) != Rank(y!) ? Rank(x!).CompareTo(Rank(y!)) : StringComparer.Ordinal.Compare(x, y);

        private static int Rank(string name) => name.Contains('=', StringComparison.Ordinal) ? 3
            : name.StartsWith("static ", StringComparison.Ordinal) ? 2
            : name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0
            : 1;
    }
}
