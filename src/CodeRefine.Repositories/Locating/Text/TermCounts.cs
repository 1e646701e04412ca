namespace CodeRefine.Repositories.Locating.Text;

/// <summary>How often each term occurs.</summary>
internal sealed class TermCounts
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => counts;
    public int Total { get; private set; }

    public static TermCounts Of(string text)
    {
        var counts = new TermCounts();
        counts.AddText(text);
        return counts;
    }

    public void AddText(string text) => AddAll(Terms.Of(text));

    public void AddAll(IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            Add(term);
        }
    }

    public void Add(string term, int count = 1)
    {
        counts[term] = counts.GetValueOrDefault(term) + count;
        Total += count;
    }

    public void Add(TermCounts others)
    {
        foreach (var (term, count) in others.counts)
        {
            Add(term, count);
        }
    }
}
