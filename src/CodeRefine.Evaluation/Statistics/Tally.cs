using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>Counts by name: verdicts, kinds of faults, who made the answer that solved.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    public void Add(string name, int count = 1)
    {
        counts[name] = counts.GetValueOrDefault(name) + count;
        Total += count;
    }

    public int this[string name] => counts.GetValueOrDefault(name);

    /// <summary>The most frequent first; equals by name.</summary>
    public ImmutableArray<TallyRow> Rows => [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new TallyRow(c.Key, c.Value, Total == 0 ? 0 : (double)c.Value / Total))];
}

/// <param name="Share">Of all that were counted.</param>
public sealed record TallyRow(string Name, int Count, double Share);
