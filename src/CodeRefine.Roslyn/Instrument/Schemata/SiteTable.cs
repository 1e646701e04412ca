using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>All places that edits were found for, each once.</summary>
internal sealed class SiteTable
{
    private readonly Dictionary<SiteKey, Site> sites = [];

    public Site At(SiteKind kind, SyntaxNode node, SyntaxNode? last = null, ValueForm? form = null)
    {
        var key = new SiteKey(kind, node, last ?? node);
        if (!sites.TryGetValue(key, out var site))
        {
            sites[key] = site = new(key, form);
        }

        return site;
    }

    /// <summary>Numbers the sites that have alternatives now, in order of their first.</summary>
    public List<Site> Assign(IEnumerable<Alternative> alternatives)
    {
        foreach (var site in sites.Values)
        {
            site.Alternatives.Clear();
        }

        var used = new List<Site>();
        foreach (var alternative in alternatives)
        {
            if (alternative.Place is not { Site: var site })
            {
                continue;
            }

            if (site.Alternatives.Count == 0)
            {
                site.Number = used.Count;
                used.Add(site);
            }

            site.Alternatives.Add(alternative);
        }

        return used;
    }
}
