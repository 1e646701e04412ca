using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Name lookup prefers a nearer namespace, so a candidate could declare an <c>Assert</c> of its own that always agrees. Each
/// framework name in the checks must be the framework's.
/// </summary>
internal sealed class FrameworkShadows
{
    private static readonly ImmutableArray<string> namespaces = ["Xunit", "CodeRefine", "FsCheck", "NUnit"];
    private readonly ImmutableHashSet<string> attributesAndAssert;
    private readonly ImmutableHashSet<string> others;

    /// <param name="checks">Any compilation of the checks: the framework among its references is always the same.</param>
    public FrameworkShadows(CSharpCompilation checks, IReadOnlySet<string> frameworkAssemblies)
    {
        var types = checks.SourceModule.ReferencedAssemblySymbols
            .Where(a => frameworkAssemblies.Contains(a.Name) && !a.Name.StartsWith("FSharp", StringComparison.Ordinal))
            .SelectMany(a => Types(a.GlobalNamespace))
            .Where(t => t.DeclaredAccessibility == Accessibility.Public)
            .ToList();
        var critical = types.Where(t => t.Name == "Assert" || InheritsFrom(t, "System.Attribute")).Select(t => t.Name).ToImmutableHashSet();
        attributesAndAssert = critical.Union(critical.Where(n => n.EndsWith("Attribute", StringComparison.Ordinal)).Select(n => n[..^"Attribute".Length]));
        var exceptions = Types(checks.GetSpecialType(SpecialType.System_Object).ContainingAssembly.GlobalNamespace).Where(t => t.DeclaredAccessibility == Accessibility.Public && InheritsFrom(t, "System.Exception"));
        others = [.. types.Concat(exceptions).Select(t => t.Name).Where(n => !attributesAndAssert.Contains(n))];
    }

    /// <param name="start">The problem's own sources: a type that they declare already, other than an attribute or Assert, is the task's intent.</param>
    public ImmutableArray<PolicyViolation> Find(CSharpCompilation checks, CSharpCompilation candidate, Func<CSharpCompilation> start, CancellationToken cancellationToken)
    {
        var found = Foreign(candidate.Assembly.GlobalNamespace).Select(t => Violation(t, "declares a type in the test framework's namespace")).ToList();
        var names = candidate.Assembly.TypeNames.Where(n => attributesAndAssert.Contains(n) || others.Contains(n)).ToHashSet(StringComparer.Ordinal);
        if (names.Count > 0)
        {
            CSharpCompilation? before = null;
            foreach (var type in UsedFromCandidate(checks, candidate.AssemblyName!, names, cancellationToken))
            {
                if (attributesAndAssert.Contains(type.Name) || (before ??= start()).Assembly.GetTypeByMetadataName(MetadataNameOf(type)) is null)
                {
                    found.Add(Violation(type, "takes that name in the checks, where the framework's is meant"));
                }
            }
        }

        return [.. found];
    }

    private static HashSet<INamedTypeSymbol> UsedFromCandidate(CSharpCompilation checks, string candidate, HashSet<string> names, CancellationToken cancellationToken)
    {
        var used = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in checks.SyntaxTrees)
        {
            var model = checks.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var text = name.Identifier.ValueText;
                if (!names.Contains(text) && !names.Contains(text + "Attribute"))
                {
                    continue;
                }

                var info = model.GetSymbolInfo(name, cancellationToken);
                foreach (var symbol in info.CandidateSymbols.Add(info.Symbol!))
                {
                    var type = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol as INamedTypeSymbol;
                    if (type?.ContainingAssembly?.Name == candidate)
                    {
                        used.Add(type.OriginalDefinition);
                    }
                }
            }
        }

        return used;
    }

    private static IEnumerable<INamedTypeSymbol> Foreign(INamespaceSymbol global) =>
        global.GetNamespaceMembers().Where(n => namespaces.Contains(n.Name)).SelectMany(Types);

    private static PolicyViolation Violation(INamedTypeSymbol type, string what)
    {
        var place = type.Locations.First(l => l.IsInSource);
        var name = type.ToDisplayString();
        return new(RefusedApis.Shadows, type.GetDocumentationCommentId() ?? name, SourcePaths.ToTreePath(place.SourceTree) ?? "", place.GetLineSpan().StartLinePosition.Line + 1, $"'{name}' {what}. Give it another name; no task can allow it, since the checks would then mean nothing.");
    }

    private static string MetadataNameOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataNameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static bool InheritsFrom(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.Name.Length + at.ContainingNamespace.Name.Length < name.Length && at.ToDisplayString() == name)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
