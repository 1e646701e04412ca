using System.Globalization;
using System.Text;
using CodeRefine.Models;
using CodeRefine.Repositories.Locating.Graph;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating;

/// <summary>A repository's most referred to symbols, file by file, in as many tokens as there are for it: what a model, or a person, reads first.</summary>
/// <param name="Tokens">Estimated by <see cref="TokenEstimate"/>.</param>
public sealed record RepositoryMap(string Text, int Symbols, long Tokens)
{
    private const double Damping = 0.85;

    /// <param name="near">Where to look from: members located for an issue; empty for the repository as a whole.</param>
    /// <param name="tokens">The most that the text may take.</param>
    public static RepositoryMap Of(RepositoryIndex index, int tokens, IEnumerable<MemberHit>? near = null)
    {
        var ranked = Rank(index, near ?? []);
        // The longest prefix of the ranking that fits; a longer prefix never renders shorter.
        var (low, high) = (0, ranked.Count);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = TokenEstimate.Of(Render(ranked.Take(middle))) <= tokens ? (middle, high) : (low, middle - 1);
        }

        var text = Render(ranked.Take(low));
        return new RepositoryMap(text, low, TokenEstimate.Of(text));
    }

    private static List<IndexedMember> Rank(RepositoryIndex index, IEnumerable<MemberHit> near)
    {
        var seeds = new double[index.Members.Length];
        var places = near.ToLookup(n => (n.Path, n.NameLine));
        foreach (var member in index.Members.Where(m => m.File.Role == FileRole.Source))
        {
            seeds[member.Number] = places[(member.File.Path, member.Facts.NameLine)].Sum(n => n.Score);
        }

        if (seeds.Sum() <= 0)
        {
            foreach (var member in index.Members.Where(m => m.File.Role is FileRole.Source))
            {
                seeds[member.Number] = 1;
            }
        }

        var rank = PageRank.Compute(index.Graph.Edges, seeds, Damping);
        return [.. index.Members.Where(m => m.File.Role == FileRole.Source).OrderByDescending(m => rank[m.Number]).ThenBy(m => m.Number)];
    }

    private static string Render(IEnumerable<IndexedMember> members)
    {
        var text = new StringBuilder();
        // A file stands where its best symbol does.
        foreach (var file in members.GroupBy(m => m.File.Number))
        {
            text.Append(file.First().File.Path).Append(":\n");
            foreach (var member in file.OrderBy(m => m.Number))
            {
                text.Append(CultureInfo.InvariantCulture, $"{new string(' ', 2 * (1 + Depth(member)))}{member.Facts.NameLine}: {member.Facts.Signature}\n");
            }
        }

        return text.ToString();
    }

    private static int Depth(IndexedMember member)
    {
        var depth = 0;
        for (var parent = member.Facts.Parent; parent >= 0; parent = member.File.Facts.Declarations[parent].Parent)
        {
            depth++;
        }

        return depth;
    }
}
