using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>
/// Text to put in at positions of a source, always beside a token and never with a line break: lines, and with them stack
/// frames and diagnostics, stay where they were.
/// </summary>
internal sealed class Insertions
{
    private readonly List<(int Position, bool Opens, int Order, int Skip, string Text)> all = [];

    /// <summary>Goes in before what starts at the position, after everything that ends there.</summary>
    public void Before(int position, string text) => all.Add((position, true, all.Count, 0, text));

    /// <summary>Goes in after what ends at the position. Of several, what was added first stands first: add inner ones before outer ones.</summary>
    public void After(int position, string text) => all.Add((position, false, all.Count, 0, text));

    /// <summary>Stands in the place of a token.</summary>
    public void Replace(TextSpan token, string text) => all.Add((token.Start, true, all.Count, token.Length, text));

    public string ApplyTo(string source)
    {
        var result = new StringBuilder(source.Length + (all.Count * 48));
        var at = 0;
        foreach (var (position, _, _, skip, text) in all.OrderBy(i => i.Position).ThenBy(i => i.Opens).ThenBy(i => i.Order))
        {
            result.Append(source, at, position - at).Append(text);
            at = position + skip;
        }

        return result.Append(source, at, source.Length - at).ToString();
    }
}
