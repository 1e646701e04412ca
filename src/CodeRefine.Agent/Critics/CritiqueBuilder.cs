using System.Text;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Agent.Critics;

/// <summary>Puts a critique together within its bounds: what was added first stays, what no longer fits is left out whole.</summary>
internal sealed class CritiqueBuilder
{
    public const int MostCharacters = 6000;
    public const int MostHeadline = 160;
    private readonly StringBuilder text = new();
    private int leftOut;

    /// <summary>Adds a paragraph; null adds nothing.</summary>
    public CritiqueBuilder Add(string? paragraph)
    {
        if (string.IsNullOrEmpty(paragraph))
        {
            return this;
        }

        // Some room is kept for the note on what was left out.
        if (text.Length + paragraph.Length > MostCharacters - 80)
        {
            leftOut++;
            return this;
        }

        text.Append(text.Length > 0 ? "\n\n" : "").Append(paragraph);
        return this;
    }

    public CritiqueBuilder AddAll(IEnumerable<string?> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            Add(paragraph);
        }

        return this;
    }

    public Critique Build(TaxonomyKind kind, string headline, CritiqueLocation? location) => new()
    {
        Kind = kind,
        Headline = PlainText.Line(headline, MostHeadline),
        Location = location,
        Text = leftOut > 0 ? $"{text}\n\n({leftOut} further parts of the evidence are left out.)" : text.ToString(),
    };
}
