using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>Brings a type or an extension method into scope. Namespaces that the project already uses come first, then System's.</summary>
public sealed class AddUsing : CompileFix
{
    public override string Family => "using";

    /// <summary>
    /// Of an extension method that is not in scope the compiler says that there is none; where another of its name is, that
    /// this one does not fit: on .NET 10 most names of LINQ have a namesake for spans in <c>System</c>.
    /// </summary>
    private static readonly ImmutableArray<string> OfCalls = ["CS1061", "CS0411", "CS1929", "CS1501", "CS1503", "CS1660", "CS7036", "CS0023", "CS8917"];

    public override ImmutableArray<string> Ids => ["CS0246", "CS0103", "CS0305", "CS0308", "CS1935", .. OfCalls];

    /// <summary>An unknown type hides all that is done with it.</summary>
    public override bool Reveals => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree) || error.Tree.GetRoot() is not CompilationUnitSyntax root)
        {
            return [];
        }

        var found = error.Id switch
        {
            "CS1935" => ["System.Linq"],
            _ when OfCalls.Contains(error.Id) => CalledNames(error).SelectMany(n => ExtensionNamespaces(context.Compilation, n)).Distinct(),
            _ => Name(error) is { } name ? TypeNamespaces(context.Compilation, name) : [],
        };
        var present = root.Usings.Concat(root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Usings)).Select(u => u.Name?.ToString()).ToHashSet();
        return found.Where(n => !present.Contains(n)).OrderByDescending(n => PriorOf(n, context)).ThenBy(n => n, StringComparer.Ordinal).Take(6)
            .SelectMany(n => Insert(root, n, PriorOf(n, context), context));
    }

    internal static IEnumerable<CandidateEdit> Insert(CompilationUnitSyntax root, string name, double prior, FixContext context)
    {
        var newLine = context.File(root.SyntaxTree).NewLine;
        var last = root.Usings.LastOrDefault();
        var (place, code) = last is not null ? (last.Span.End, $"{newLine}using {name};") : (Start(root), $"using {name};{newLine}");
        return context.Edit(root.SyntaxTree, prior, $"add `using {name};`", new TextChange(new TextSpan(place, 0), code));
    }

    /// <summary>After a header comment and directives: before the first token.</summary>
    private static int Start(CompilationUnitSyntax root)
    {
        var first = root.GetFirstToken(includeZeroWidth: true);
        var documented = first.LeadingTrivia.FirstOrDefault(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));
        return documented.IsKind(SyntaxKind.None) ? first.SpanStart : documented.FullSpan.Start;
    }

    /// <summary>The method that the error is said of, and those whose results or arguments it stands among: <c>text.Reverse().ToArray()</c> is blamed on the second.</summary>
    private static IEnumerable<string> CalledNames(CompileError error)
    {
        var here = error.Node.AncestorsAndSelf().TakeWhile(n => n is not (StatementSyntax or MemberDeclarationSyntax));
        var receivers = error.Id == "CS0023" ? error.Node.DescendantNodes() : [];
        return here.Concat(receivers).OfType<InvocationExpressionSyntax>().Select(c => c.Expression).Concat(here).OfType<MemberAccessExpressionSyntax>().Select(a => a.Name.Identifier.ValueText).Distinct().Take(4);
    }

    private static string? Name(CompileError error) => error.Token.IsKind(SyntaxKind.IdentifierToken) ? error.Token.ValueText : null;

    private static double PriorOf(string name, FixContext context) =>
        context.Candidate.SyntaxTrees.Any(t => t.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(u => u.Name?.ToString() == name)) ? 0.97
        : name is "System" or "System.Linq" or "System.Collections.Generic" or "System.Text" ? 0.96
        : name.StartsWith("System", StringComparison.Ordinal) ? 0.8 - (0.04 * name.Count(c => c == '.'))
        : 0.6;

    /// <summary>Namespaces with a public type of the name, or of the name with `Attribute` behind.</summary>
    private static IEnumerable<string> TypeNamespaces(Compilation compilation, string name) =>
        Namespaces(compilation.GlobalNamespace)
            .Where(n => !n.IsGlobalNamespace && n.GetTypeMembers(name).Concat(n.GetTypeMembers(name + "Attribute")).Any(t => compilation.IsSymbolAccessibleWithin(t, compilation.Assembly)))
            .Select(n => n.ToDisplayString());

    private static IEnumerable<string> ExtensionNamespaces(Compilation compilation, string name) =>
        Namespaces(compilation.GlobalNamespace)
            .Where(n => !n.IsGlobalNamespace && n.GetTypeMembers().Any(t => t.MightContainExtensionMethods && t.DeclaredAccessibility == Accessibility.Public && t.GetMembers(name).OfType<IMethodSymbol>().Any(m => m.IsExtensionMethod)))
            .Select(n => n.ToDisplayString());

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol root) => root.GetNamespaceMembers().SelectMany(Namespaces).Prepend(root);
}
