using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Issues;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>Which declarations an issue's names mean. <c>A.B</c> is B of the type A; and where A is a property or method, B of the type that it gives: <c>WriteTo.Logger(…)</c> of a fluent API.</summary>
internal static class NameMatcher
{
    /// <summary>A bare name of more members than this means none of them.</summary>
    private const int MostMembers = 12;

    public static IEnumerable<NameMatch> Match(RepositoryIndex index, IEnumerable<Mention> mentions)
    {
        foreach (var mention in mentions)
        {
            for (var i = 0; i < mention.Names.Length; i++)
            {
                var found = i == 0 ? [] : After(index, mention.Names[i - 1], mention.Names[i]).ToImmutableArray();
                var chained = found.Length > 0;
                if (!chained && index.ByName.TryGetValue(mention.Names[i], out var declared))
                {
                    found = Bare(declared, mention);
                }

                foreach (var member in found)
                {
                    var share = 1 / Math.Sqrt(found.Select(f => f.File.Number).Distinct().Count());
                    yield return new NameMatch(mention, member, mention.Weight * share * (member.Facts.IsType ? 1.0 : chained ? 0.9 : 0.55));
                }
            }
        }
    }

    /// <summary>Types that neighbouring words name.</summary>
    public static IEnumerable<NameMatch> Match(RepositoryIndex index, IReadOnlyDictionary<string, double> compounds)
    {
        foreach (var (compound, weight) in compounds.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var types = index.TypesByLowerName[compound].Where(t => t.File.Role == FileRole.Source).ToList();
            foreach (var type in types)
            {
                yield return new NameMatch(new Mention([type.Facts.Name], weight, "words"), type, weight / Math.Sqrt(types.Count));
            }
        }
    }

    private static ImmutableArray<IndexedMember> Bare(ImmutableArray<IndexedMember> declared, Mention mention)
    {
        var ours = declared.Where(d => d.File.Role is not FileRole.Test and not FileRole.Side).ToList();
        var types = ours.Where(d => d.Facts.IsType).ToList();
        return types.Count > 0 ? [.. types]
            : ours.Count <= MostMembers && (mention.Names.Length > 1 || mention.Weight > 0.2) ? [.. ours.Where(m => m.Facts.Kind != Facts.DeclarationKind.Constructor)] : [];
    }

    private static IEnumerable<IndexedMember> After(RepositoryIndex index, string left, string name)
    {
        if (!index.ByName.TryGetValue(name, out var candidates))
        {
            return [];
        }

        var owners = new HashSet<string>(StringComparer.Ordinal) { left };
        if (index.ByName.TryGetValue(left, out var lefts))
        {
            owners.UnionWith(lefts.Where(l => !l.Facts.IsType && l.Facts.TypeName.Length > 0 && l.File.Role == FileRole.Source).Select(l => l.Facts.TypeName));
        }

        return candidates.Where(c => c.Facts.ContainerName is { Length: > 0 } owner && owners.Contains(owner) && c.File.Role != FileRole.Test && !c.Facts.IsType);
    }
}

/// <param name="Points">From 0 to 1.</param>
internal sealed record NameMatch(Mention Mention, IndexedMember Member, double Points);
