using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// Finds tests and properties by their attributes' symbols, as xunit does by reflection: methods of any accessibility, inherited
/// ones too, of public classes that are neither abstract nor open generics.
/// </summary>
internal static class CheckDiscovery
{
    private const string factAttribute = "Xunit.FactAttribute";

    /// <summary>What xunit v3 looks for; v2 has none.</summary>
    private const string factInterface = "Xunit.v3.IFactAttribute";
    private static readonly ImmutableHashSet<string> otherTests = ["TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute"];
    private static readonly ImmutableHashSet<string> otherNamespaces = ["NUnit.Framework", "Microsoft.VisualStudio.TestTools.UnitTesting"];
    private const string propertyAttribute = "CodeRefine.Properties.PropertyAttribute";
    private static readonly SymbolDisplayFormat namespaceFormat = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>In the order of files, then of lines; inherited ones follow their class's own.</summary>
    public static ImmutableArray<Check> Find(CSharpCompilation checks, IReadOnlySet<string> frameworkAssemblies, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (Check Check, int Class)>(StringComparer.Ordinal);
        var order = 0;
        foreach (var type in Classes(checks.Assembly.GlobalNamespace, cancellationToken).OrderBy(PlaceOf))
        {
            order++;
            foreach (var method in MethodsOf(type))
            {
                if (AttributeOf(method, frameworkAssemblies) is { } attribute)
                {
                    var check = ToCheck(type, method, attribute);
                    found.TryAdd(check.Id, (check, order));
                }
            }
        }

        return [.. found.Values.OrderBy(f => f.Class).Select(f => f.Check)];
    }

    private static Check ToCheck(INamedTypeSymbol type, IMethodSymbol method, AttributeData attribute)
    {
        var place = method.Locations.First(l => l.IsInSource);
        var kind = Chain(attribute.AttributeClass).Any(c => c.ToDisplayString() == propertyAttribute) ? CheckKind.Property : CheckKind.Test;
        return new($"{NameOf(type)}.{method.Name}", kind, SourcePaths.ToTreePath(place.SourceTree) ?? "", place.GetLineSpan().StartLinePosition.Line + 1, CheckSkips.Of(method, attribute));
    }

    private static AttributeData? AttributeOf(IMethodSymbol method, IReadOnlySet<string> frameworkAssemblies)
    {
        for (var at = method; at is not null; at = at.OverriddenMethod)
        {
            if (at.GetAttributes().FirstOrDefault(a => IsFact(a.AttributeClass, frameworkAssemblies)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsFact(INamedTypeSymbol? attribute, IReadOnlySet<string> frameworkAssemblies) =>
        Chain(attribute).Any(c => otherTests.Contains(c.Name) && frameworkAssemblies.Contains(c.ContainingAssembly.Name) && otherNamespaces.Contains(c.ContainingNamespace.ToDisplayString()))
        || Chain(attribute).Concat(attribute?.AllInterfaces ?? []).Any(c => c.Name is "FactAttribute" or "IFactAttribute" && c.ToDisplayString() is factAttribute or factInterface && frameworkAssemblies.Contains(c.ContainingAssembly.Name));

    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
    {
        var overridden = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var at in Chain(type).Where(t => t.Locations.Any(l => l.IsInSource)))
        {
            // Reflection does not hand out the private methods of a base class.
            foreach (var method in at.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary && (ReferenceEquals(at, type) || m.DeclaredAccessibility != Accessibility.Private)))
            {
                if (!overridden.Contains(method.OriginalDefinition))
                {
                    yield return method;
                }

                for (var hidden = method.OverriddenMethod; hidden is not null; hidden = hidden.OverriddenMethod)
                {
                    overridden.Add(hidden.OriginalDefinition);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Classes(INamespaceOrTypeSymbol holder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in holder.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type && type.TypeKind == TypeKind.Class && IsVisible(type) && !type.IsAbstract && !IsOpen(type))
            {
                yield return type;
            }

            foreach (var nested in Classes(member, cancellationToken))
            {
                yield return nested;
            }
        }
    }

    private static bool IsVisible(INamedTypeSymbol type) => ContainingChain(type).All(t => t.DeclaredAccessibility == Accessibility.Public);

    private static bool IsOpen(INamedTypeSymbol type) => ContainingChain(type).Any(t => t.Arity > 0);

    private static (string, int) PlaceOf(INamedTypeSymbol type)
    {
        var place = type.Locations.First(l => l.IsInSource);
        return (place.SourceTree!.FilePath, place.SourceSpan.Start);
    }

    /// <summary>As <see cref="Type.FullName"/> writes it.</summary>
    private static string NameOf(INamedTypeSymbol type)
    {
        var types = string.Join('+', ContainingChain(type).Reverse().Select(t => t.MetadataName));
        return type.ContainingNamespace.IsGlobalNamespace ? types : $"{type.ContainingNamespace.ToDisplayString(namespaceFormat)}.{types}";
    }

    private static IEnumerable<INamedTypeSymbol> ContainingChain(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            yield return at;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
