using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>
/// Text to put in at positions of a source, always beside a token. Probes bring no line break: lines, and with them stack
/// frames and diagnostics, stay where they were.
/// </summary>
internal sealed class Insertions
{
    private readonly List<(int Position, bool Opens, int Order, int Skip, string Text, Action<int>? Placed)> all = [];

    /// <summary>Goes in before what starts at the position, after everything that ends there.</summary>
    /// <param name="placed">Told where in the result the text begins.</param>
    public void Before(int position, string text, Action<int>? placed = null) => all.Add((position, true, all.Count, 0, text, placed));

    /// <summary>Goes in after what ends at the position. Of several, what was added first stands first: add inner ones before outer ones.</summary>
    /// <param name="placed">Told where in the result the text begins.</param>
    public void After(int position, string text, Action<int>? placed = null) => all.Add((position, false, all.Count, 0, text, placed));

    /// <summary>Stands in the place of a token.</summary>
    public void Replace(TextSpan token, string text) => all.Add((token.Start, true, all.Count, token.Length, text, null));

    public string ApplyTo(string source)
    {
        var result = new StringBuilder(source.Length + (all.Count * 48));
        var at = 0;
        foreach (var (position, _, _, skip, text, placed) in all.OrderBy(i => i.Position).ThenBy(i => i.Opens).ThenBy(i => i.Order))
        {
            result.Append(source, at, position - at);
            placed?.Invoke(result.Length);
            result.Append(text);
            at = position + skip;
        }

        return result.Append(source, at, source.Length - at).ToString();
    }
}
