using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Roslyn.Repair.Agreement;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>What a candidate did with one generated input.</summary>
/// <param name="Hash">Of the whole outcome, which is shown cut short.</param>
internal sealed record Behaviour(string Hash, string Input, string Outcome)
{
    private static readonly ImmutableArray<string> faults =
        ["does not end", .. new[] { "NullReferenceException", "IndexOutOfRangeException", "ArgumentOutOfRangeException", "InvalidCastException", "KeyNotFoundException", "DivideByZeroException", "OverflowException", "InvalidOperationException", "InsufficientExecutionStackException" }.Select(e => "throws " + e)];

    /// <summary>It ended as programs do that have a fault, and not as those that refuse an input.</summary>
    public bool LooksFaulty => faults.Any(f => Outcome.Contains(f, StringComparison.Ordinal));
}

/// <summary>What a candidate did with many inputs, by the call's name and the input's number: the same inputs for each candidate.</summary>
internal sealed record BehaviourSample(ImmutableSortedDictionary<(string Name, int Index), Behaviour> Rows)
{
    public static BehaviourSample Read(CheckReport report)
    {
        var rows = ImmutableSortedDictionary.CreateBuilder<(string, int), Behaviour>();
        foreach (var line in report.Results.SelectMany(r => r.Output.Split('\n')))
        {
            // Whatever else stands there the candidate has printed; it may forge such lines too, and gains a place in a ranking by it at most.
            if (line.StartsWith(BehaviourChecks.Mark, StringComparison.Ordinal) && line[BehaviourChecks.Mark.Length..].TrimEnd('\r').Split('\t') is [var name, var number, var hash, var input, var outcome] && int.TryParse(number, out var index))
            {
                rows[(name, index)] = new Behaviour(hash, input, outcome);
            }
        }

        return new BehaviourSample(rows.ToImmutable());
    }

    /// <summary>The inputs on which the two differ, the shortest first. An input that only one has seen, since the other was stopped, does not count.</summary>
    public IEnumerable<(Behaviour Own, Behaviour Other)> DifferencesTo(BehaviourSample other) => Rows
        .Where(r => other.Rows.TryGetValue(r.Key, out var theirs) && theirs.Hash != r.Value.Hash)
        .Select(r => (r.Value, other.Rows[r.Key]))
        .OrderBy(p => p.Value.Input.Length);

    /// <summary>Share of the inputs, 0 to 1, on which this does what <paramref name="original"/> does, where that one ends as sound programs do. 1 where there is no such input.</summary>
    public double Keeps(BehaviourSample original)
    {
        var sound = original.Rows.Where(r => !r.Value.LooksFaulty && Rows.ContainsKey(r.Key)).ToList();
        return sound.Count == 0 ? 1 : (double)sound.Count(r => Rows[r.Key].Hash == r.Value.Hash) / sound.Count;
    }

    public bool AgreesWith(BehaviourSample other) => !DifferencesTo(other).Any();
}
