using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>What a piece of text is when read as C#.</summary>
internal sealed partial class CodeShape
{
    private const int LongestCode = 400_000, DeepestNesting = 200;
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    private CodeShape(CompilationUnitSyntax unit, bool asMembers)
    {
        Unit = unit;
        Errors = unit.GetDiagnostics().Count(d => d.Severity == DiagnosticSeverity.Error);
        Types = asMembers ? [] : [.. TypesIn(unit.Members)];
        Members = asMembers && unit.Members is [ClassDeclarationSyntax holder] ? [.. holder.Members] : [];
        HasStatements = !asMembers && unit.Members.Any(m => m is GlobalStatementSyntax);
    }

    public CompilationUnitSyntax Unit { get; }
    public int Errors { get; }

    /// <summary>Types that are not nested in others.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types { get; }

    /// <summary>Members that stand without a type around them.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Members { get; }
    public bool HasStatements { get; }

    /// <summary>Whether a file could look like this: it declares types, or it has statements or usings and no error.</summary>
    public bool IsFile => Types.Count > 0 || (Errors == 0 && (HasStatements || Unit.Usings.Count > 0 || Unit.AttributeLists.Count > 0));

    /// <summary>Reads text as a file, or where it declares no type, as the members of one.</summary>
    /// <param name="problem">Why it was not read: null where it was.</param>
    public static CodeShape? Read(string text, out string? problem)
    {
        problem = text.Length > LongestCode ? $"it has {text.Length} characters, and at most {LongestCode} are read"
            : Nesting(text) > DeepestNesting ? "its brackets are nested too deeply"
            : null;
        if (problem is not null)
        {
            return null;
        }

        var file = new CodeShape(SyntaxFactory.ParseCompilationUnit(text, options: Options), asMembers: false);
        if (file.Types.Count > 0)
        {
            return file;
        }

        var members = new CodeShape(SyntaxFactory.ParseCompilationUnit($"class Holder\n{{\n{text}\n}}", options: Options), asMembers: true);
        return members.Errors == 0 && members.Members.Count > 0 ? members : file;
    }

    /// <summary>Full name without arity signs' meaning lost: <c>Ns.Outer.Inner`1</c>, as in a documentation id.</summary>
    public static string NameOf(SyntaxNode type)
    {
        var parts = new Stack<string>();
        for (SyntaxNode? node = type; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case TypeDeclarationSyntax t:
                    parts.Push(t.Identifier.ValueText + (t.TypeParameterList is { } list ? $"`{list.Parameters.Count}" : ""));
                    break;
                case DelegateDeclarationSyntax d:
                    parts.Push(d.Identifier.ValueText + (d.TypeParameterList is { } list2 ? $"`{list2.Parameters.Count}" : ""));
                    break;
                case BaseTypeDeclarationSyntax t:
                    parts.Push(t.Identifier.ValueText);
                    break;
                case BaseNamespaceDeclarationSyntax n:
                    parts.Push(n.Name.ToString());
                    break;
            }
        }

        return string.Join('.', parts);
    }

    /// <summary>The name alone, without namespace, outer types and arity.</summary>
    public static string ShortName(MemberDeclarationSyntax type) => NameOf(type).Split('.')[^1].Split('`')[0];

    /// <summary>A comment that stands for code which the answer leaves out. A line that the current file has too is the file's own.</summary>
    public static bool LeavesOut(string text, string current)
    {
        if (!text.Contains("//", StringComparison.Ordinal) && !text.Contains("/*", StringComparison.Ordinal))
        {
            return false;
        }

        var lines = text.Split('\n');
        return lines.Index().Any(l => l.Item.Length < 300 && (Elision().IsMatch(l.Item) || (SaysUnchanged().IsMatch(l.Item) && StandsAlone(lines, l.Index))) && !current.Contains(l.Item.Trim(), StringComparison.Ordinal));
    }

    /// <summary>No code follows at once: `// Other letters remain unchanged` above an `else` explains that, and leaves nothing out.</summary>
    private static bool StandsAlone(string[] lines, int index) => index + 1 >= lines.Length || lines[index + 1].Trim() is "" or ['}', ..];

    private static IEnumerable<MemberDeclarationSyntax> TypesIn(IEnumerable<MemberDeclarationSyntax> members) =>
        members.SelectMany(m => m is BaseNamespaceDeclarationSyntax space ? TypesIn(space.Members) : m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax ? [m] : Enumerable.Empty<MemberDeclarationSyntax>());

    private static int Nesting(string text)
    {
        var (depth, deepest) = (0, 0);
        foreach (var c in text)
        {
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' && depth > 0 ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    [GeneratedRegex(@"^\s*(?://|/\*)\s*(?:(?:\.\.\.|…)|.*\b(?:existing|unchanged|rest of (?:the|your)|remaining|other) (?:code|class|file|methods?|members?|implementation)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Elision();

    [GeneratedRegex(@"^\s*(?://|/\*).*\bremains? (?:the same|unchanged)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysUnchanged();
}
