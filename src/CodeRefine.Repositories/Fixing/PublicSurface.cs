using System.Collections.Immutable;
using CodeRefine.Repositories.Loading;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Repositories.Fixing;

/// <summary>What a change does to what others can see of a project.</summary>
public static class PublicSurface
{
    /// <summary>A line for each public member that is gone, new, or has another signature.</summary>
    public static ImmutableArray<string> Changes(FixResult result)
    {
        if (result.Candidate is not { } candidate)
        {
            return [];
        }

        var before = Members(result.Repository, candidate.Project);
        var edited = result.Repository with { Sources = result.Repository.Sources.With(candidate.Node.Tree), Projects = [.. result.Repository.Projects.Select(p => p.Id == candidate.Project.Id ? p with { Sources = [.. candidate.Node.Tree.Paths] } : p)] };
        var after = Members(edited, edited[candidate.Project.Id]);
        return
        [
            .. before.Where(m => !after.ContainsKey(m.Key)).Select(m => $"`{m.Value}` is gone"),
            .. after.Where(m => !before.ContainsKey(m.Key)).Select(m => $"`{m.Value}` is new"),
            .. after.Where(m => before.TryGetValue(m.Key, out var was) && was != m.Value).Select(m => $"`{before[m.Key]}` is now `{m.Value}`"),
        ];
    }

    private static ImmutableSortedDictionary<string, string> Members(LoadedRepository repository, LoadedProject project)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var type in Types(new RepositoryCompilations(repository).For(project).Assembly.GlobalNamespace).Where(IsVisible))
        {
            found[type.GetDocumentationCommentId()!] = type.ToDisplayString();
            foreach (var member in type.GetMembers().Where(m => IsVisible(m) && !m.IsImplicitlyDeclared && m is not INamedTypeSymbol and not IMethodSymbol { AssociatedSymbol: not null }))
            {
                found[member.GetDocumentationCommentId()!] = member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithMemberOptions(SymbolDisplayFormat.CSharpErrorMessageFormat.MemberOptions | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers));
            }
        }

        return found.ToImmutable();
    }

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol holder) =>
        holder.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(m => m is INamedTypeSymbol type ? [type, .. Types(type)] : Types(m));
}
