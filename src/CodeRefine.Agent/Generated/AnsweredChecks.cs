using System.Collections.Immutable;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using GeneratedKind = CodeRefine.Core.Generated.GeneratedKind;

namespace CodeRefine.Agent.Generated;

/// <summary>
/// The checks in a model's answer, each made a class of its own: one test or property with the usings and helpers that stood beside it, so that one that is wrong costs no other.
/// What is too long, nested too deep or no class with checks is left out; nothing here throws on any text.
/// </summary>
internal static class AnsweredChecks
{
    private const int MostBlocks = 20, MostChecks = 20, MostSource = 20_000;

    public static ImmutableArray<GeneratedCheck> Read(string answer, GeneratedKind usual, Provenance provenance)
    {
        return [.. AnsweredCode.Blocks(answer, MostBlocks).Where(IsFit).SelectMany(b => OfBlock(b, usual, provenance)).DistinctBy(c => c.Id).Take(MostChecks)];
    }

    /// <summary>Whether the compiler may be shown it: a parser's stack is no place for a model's jokes.</summary>
    private static bool IsFit(string text) => text.Length <= MostSource && SourceGuard.Inspect(SourceTree.From(("Generated.cs", text)), CompileSettings.Default).IsEmpty;

    private static IEnumerable<GeneratedCheck> OfBlock(string text, GeneratedKind usual, Provenance provenance)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var types = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>().ToList();
        foreach (var holder in types.OfType<ClassDeclarationSyntax>().Where(c => c.TypeParameterList is null))
        {
            var checks = holder.Members.OfType<MethodDeclarationSyntax>().Where(m => IsCheck(m) && !m.ContainsDiagnostics).ToList();
            foreach (var check in checks)
            {
                var helpers = holder.Members.Where(m => !checks.Contains(m) && m is not ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > 0 } && !IsCheck(m));
                var others = types.Where(t => t != holder);
                yield return CheckSources.Make(KindOf(check, usual), TitleOf(check), Source(root, holder, check, helpers, others), provenance);
            }
        }
    }

    /// <summary>Other types go inside, so that two checks with helpers of one name don't meet.</summary>
    private static string Source(CompilationUnitSyntax root, ClassDeclarationSyntax holder, MethodDeclarationSyntax check, IEnumerable<MemberDeclarationSyntax> helpers, IEnumerable<BaseTypeDeclarationSyntax> others)
    {
        var usings = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Where(u => u.GlobalKeyword.IsKind(SyntaxKind.None)).Select(u => u.ToString().Trim());
        var lines = new[] { "System", "System.Collections.Generic", "System.Linq", "CodeRefine.Properties", "Xunit" }.Select(u => $"using {u};").Concat(usings).Distinct(StringComparer.Ordinal);
        var home = holder.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(n => $"using {n.Name};");
        var members = new[] { check }.Concat(helpers).Concat(others.Where(o => o.Modifiers.All(m => !m.IsKind(SyntaxKind.FileKeyword)))).Select(m => Indented(Renamed(m, holder.Identifier.ValueText)));
        var interfaces = holder.BaseList?.Types.Where(t => t.Type is IdentifierNameSyntax { Identifier.ValueText: "IDisposable" or "IAsyncLifetime" }).Select(t => t.ToString()).ToList() ?? [];
        return $"{string.Join('\n', lines)}\n\npublic sealed class {CheckSources.ClassName}{(interfaces.Count > 0 ? " : " + string.Join(", ", interfaces) : "")}\n{{\n{string.Join("\n\n", members)}\n}}\n";
    }

    private static string Renamed(MemberDeclarationSyntax member, string holder)
    {
        // A constructor and references to the class itself follow its new name.
        var text = member.ReplaceTokens(member.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == holder), (t, _) => SyntaxFactory.Identifier(t.LeadingTrivia, CheckSources.ClassName, t.TrailingTrivia)).ToFullString();
        return text.Trim('\n', '\r');
    }

    private static string Indented(string text) => text.StartsWith(' ') || text.StartsWith('\t') ? text : "    " + text;

    private static bool IsCheck(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax && member.AttributeLists.SelectMany(l => l.Attributes).Any(a => LastName(a) is "Fact" or "Theory" or "Property");

    private static string LastName(AttributeSyntax attribute)
    {
        var name = attribute.Name.ToString();
        name = name[(name.LastIndexOfAny(['.', ':']) + 1)..];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    /// <summary>A comment <c>// kind: boundary</c> above the method says which.</summary>
    private static GeneratedKind KindOf(MethodDeclarationSyntax check, GeneratedKind usual)
    {
        var said = check.GetLeadingTrivia().ToString();
        var at = said.IndexOf("kind:", StringComparison.OrdinalIgnoreCase);
        var word = at < 0 ? "" : new string([.. said[(at + 5)..].TrimStart().TakeWhile(char.IsLetter)]);
        return Enum.TryParse<GeneratedKind>(word, ignoreCase: true, out var kind) && kind != GeneratedKind.Regression && word.Length > 0 ? kind
            : usual == GeneratedKind.Invariant && !check.AttributeLists.SelectMany(l => l.Attributes).Any(a => LastName(a) == "Property") ? GeneratedKind.Test
            : usual;
    }

    private static string TitleOf(MethodDeclarationSyntax check) => PlainText.Line(check.Identifier.ValueText.Replace('_', ' '), 120);
}
