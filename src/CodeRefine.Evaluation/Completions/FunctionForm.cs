using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Suites.Functions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Completions;

/// <summary>
/// Completions of a prompt that ends in the open body of a method: the rest of that body (as the harnesses take it, cut at the first stop token), the method, or
/// a whole program; with or without prose and fences around it.
/// </summary>
/// <param name="path">The file that holds the program.</param>
/// <param name="stop">The first of these ends a continuation.</param>
/// <param name="dropped">A <c>using</c> of the prompt that stands for a library of the harness, which the checks bring themselves.</param>
internal sealed class FunctionForm(string path, string prompt, FunctionHead head, IReadOnlyList<string> stop, string? dropped = null) : ICompletionForm
{
    private const int Longest = 1 << 20;

    public Completed Apply(string completion)
    {
        if (completion.Length > Longest)
        {
            return new(null, "", $"The completion has {completion.Length} characters, more than {Longest}.");
        }

        var code = FencedCode.Of(completion, head.Method).ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(code))
        {
            return new(null, "", "The completion is empty.");
        }

        var (text, shape) = Shaped(code);
        return new(SourceTree.From((path, WithoutDropped(text))), shape);
    }

    public string Describe() => SuiteHash.Of([path, prompt, .. stop, dropped ?? ""]);

    /// <summary>The prompt's program with its body left open for an answer: it throws.</summary>
    public SourceTree Open(string body = "throw new NotImplementedException();") => SourceTree.From((path, WithoutDropped(prompt + "        " + body + "\n" + Closing(head.Depth))));

    private (string Text, string Shape) Shaped(string code)
    {
        // A text that nests as deep as this would overflow the parser; the builder's own guard refuses it with words.
        if (Nesting(code) > 400)
        {
            return (prompt + code, "continuation");
        }

        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code).GetRoot();
        var type = head.Type[(head.Type.LastIndexOf('.') + 1)..];
        if (root.DescendantNodes().OfType<TypeDeclarationSyntax>().Any(t => t.Identifier.Text == type && t.Members.Count > 0))
        {
            return (WithUsings(root, code), "program");
        }

        return Declares(root) ? (AsMember(root, code), "method") : (Continued(code), "continuation");
    }

    private bool Declares(CompilationUnitSyntax root) => root.DescendantNodes().Any(n => n switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text == head.Method && (method.Body is not null || method.ExpressionBody is not null),
        LocalFunctionStatementSyntax local => local.Identifier.Text == head.Method && local.Parent is GlobalStatementSyntax,
        _ => false,
    });

    /// <summary>A program of its own may leave out usings that the prompt has.</summary>
    private string WithUsings(CompilationUnitSyntax root, string code)
    {
        var there = root.Usings.Select(u => u.ToString()).ToHashSet(StringComparer.Ordinal);
        return string.Concat(head.Usings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(u => !there.Contains(u)).Select(u => u + "\n")) + code;
    }

    private string AsMember(CompilationUnitSyntax root, string code)
    {
        // Everything but its usings becomes the class's members; a declaration in another class of the answer's own stays in that.
        var usings = string.Concat(root.Usings.Select(u => u.ToString() + "\n"));
        var rest = root.Usings.Count == 0 ? code : code[root.Usings.Last().FullSpan.End..];
        var start = prompt[..TypeStart()];
        return usings + start + rest + "\n" + Closing(head.Depth - 1);
    }

    /// <summary>Where the members of the prompt's class begin.</summary>
    private int TypeStart() => CSharpSyntaxTree.ParseText(prompt).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Last(t => t.Members.OfType<MethodDeclarationSyntax>().Any(m => m.Identifier.Text == head.Method)).OpenBraceToken.Span.End;

    private string Continued(string code)
    {
        var cut = stop.Select(s => code.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(code.Length).Min();
        code = code[..cut];

        // Where the completion itself goes beyond the method's end, what follows counts as far as it is members of the class.
        var (afterMethod, afterType) = Ends(code);
        if (afterMethod is { } end)
        {
            var whole = prompt + (afterType is { } close ? code[..close] : code) + "\n" + Closing(head.Depth - 1);
            return CSharpSyntaxTree.ParseText(whole).GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? prompt + code[..end] + "\n" + Closing(head.Depth) : whole;
        }

        return prompt + code + "\n" + Closing(head.Depth);
    }

    /// <summary>Offsets of the braces that close the wanted method and its class; null where there are none.</summary>
    private static (int? Method, int? Type) Ends(string code)
    {
        int depth = 0;
        int? method = null;
        foreach (var token in SyntaxFactory.ParseTokens(code))
        {
            depth += token.Kind() switch { SyntaxKind.OpenBraceToken => 1, SyntaxKind.CloseBraceToken => -1, _ => 0 };
            if (depth == -1 && method is null)
            {
                method = token.SpanStart;
            }
            else if (depth == -2)
            {
                return (method, token.SpanStart);
            }
        }

        return (method, null);
    }

    private string WithoutDropped(string text) => dropped is null ? text : text.Replace($"using {dropped};", "", StringComparison.Ordinal);

    private static string Closing(int depth) => string.Concat(Enumerable.Range(0, Math.Max(0, depth)).Select(i => new string(' ', 4 * Math.Max(0, depth - 1 - i)) + "}\n"));

    private static int Nesting(string code)
    {
        int depth = 0, most = 0;
        foreach (var c in code)
        {
            depth += c is '{' or '(' or '[' or '<' ? 1 : c is '}' or ')' or ']' or '>' ? -1 : 0;
            most = Math.Max(most, depth);
        }

        return most;
    }
}
