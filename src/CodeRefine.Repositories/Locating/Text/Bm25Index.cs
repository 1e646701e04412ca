namespace CodeRefine.Repositories.Locating.Text;

/// <summary>
/// A ranked full-text index over documents with fields: BM25F. A term's frequency is summed over the fields, each weighted and normalised by its
/// length, and saturates afterwards. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.5.
/// </summary>
internal sealed class Bm25Index
{
    private const double k1 = 1.2;
    private readonly Dictionary<string, List<(int Document, float Frequency)>> postings = new(StringComparer.Ordinal);

    private Bm25Index(int documents) => Documents = documents;

    public int Documents { get; }

    /// <param name="documents">For each document the counts of each field, in the order of <paramref name="fields"/>; a field may be null.</param>
    public static Bm25Index Build(IReadOnlyList<Bm25Field> fields, IReadOnlyList<TermCounts?[]> documents)
    {
        var index = new Bm25Index(documents.Count);
        var averages = fields.Select((_, f) => documents.Count == 0 ? 1 : Math.Max(1, documents.Average(d => d[f]?.Total ?? 0))).ToArray();
        var frequencies = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var d = 0; d < documents.Count; d++)
        {
            frequencies.Clear();
            for (var f = 0; f < fields.Count; f++)
            {
                if (documents[d][f] is { } counts)
                {
                    var norm = 1 - fields[f].LengthWeight + (fields[f].LengthWeight * counts.Total / averages[f]);
                    foreach (var (term, count) in counts.Counts)
                    {
                        frequencies[term] = frequencies.GetValueOrDefault(term) + (fields[f].Weight * count / norm);
                    }
                }
            }

            foreach (var (term, frequency) in frequencies)
            {
                if (!index.postings.TryGetValue(term, out var list))
                {
                    index.postings[term] = list = [];
                }

                list.Add((d, (float)frequency));
            }
        }

        return index;
    }

    /// <summary>How telling a term is: its inverse document frequency, 0 where no document has it.</summary>
    public double Rarity(string term) => postings.TryGetValue(term, out var list) ? Rarity(list.Count) : 0;

    /// <param name="query">Terms and their weights.</param>
    /// <returns>Documents that hold any, with what each term gave, in the order of documents.</returns>
    public IReadOnlyList<Bm25Hit> Search(IReadOnlyDictionary<string, double> query)
    {
        var hits = new SortedDictionary<int, Bm25Hit>();
        foreach (var (term, weight) in query.OrderBy(q => q.Key, StringComparer.Ordinal))
        {
            if (postings.TryGetValue(term, out var list))
            {
                var rarity = Rarity(list.Count);
                foreach (var (document, frequency) in list)
                {
                    if (!hits.TryGetValue(document, out var hit))
                    {
                        hits[document] = hit = new Bm25Hit(document);
                    }

                    hit.Add(term, weight * rarity * frequency * (k1 + 1) / (k1 + frequency));
                }
            }
        }

        return [.. hits.Values];
    }

    private double Rarity(int documents) => Math.Log(1 + ((Documents - documents + 0.5) / (documents + 0.5)));
}

/// <param name="Weight">How much an occurrence in this field counts.</param>
/// <param name="LengthWeight">From 0, length does not matter, to 1: a field twice as long counts half.</param>
internal sealed record Bm25Field(string Name, double Weight, double LengthWeight);

internal sealed class Bm25Hit(int document)
{
    private readonly List<(string Term, double Score)> terms = [];

    public int Document { get; } = document;
    public double Score { get; private set; }

    /// <summary>Most telling first.</summary>
    public IEnumerable<string> Terms => terms.OrderByDescending(t => t.Score).ThenBy(t => t.Term, StringComparer.Ordinal).Select(t => t.Term);

    public void Add(string term, double score)
    {
        terms.Add((term, score));
        Score += score;
    }
}
