using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Completions;

/// <summary>What a file of completions holds for a suite, found by a first reading; a second one gives the items.</summary>
public sealed class CompletionPlan
{
    private const int MostNamed = 10;
    private readonly string path;
    private readonly IReadOnlyDictionary<string, SuiteTask> byName;
    private readonly Shard? shard;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];
    private readonly SortedDictionary<string, int> unknown = new(StringComparer.Ordinal);

    private CompletionPlan(string path, Suite suite, Shard? shard)
    {
        (this.path, this.shard) = (path, shard);
        byName = suite.ByName();
    }

    /// <summary>Name and content hash of the file.</summary>
    public required RecordedSource Source { get; init; }

    /// <summary>Lines, or items of lines, that are graded.</summary>
    public long Good { get; private set; }

    /// <summary>Lines that cannot be used.</summary>
    public long Malformed { get; private set; }

    /// <summary>Of tasks that the suite does not have.</summary>
    public long Unknown => unknown.Values.Sum(v => (long)v);

    /// <summary>Word for word the same as an earlier one of the same task.</summary>
    public long Repeated { get; private set; }

    /// <summary>Tasks of which there is no completion.</summary>
    public ImmutableArray<string> Missing { get; private set; } = [];

    /// <summary>Samples of each task.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>What is wrong with the file, a sentence each: the first lines by number, the rest by count.</summary>
    public ImmutableArray<string> Faults { get; private set; } = [];

    /// <exception cref="UserErrorException">The file cannot be read, or nothing of it belongs to the suite.</exception>
    public static CompletionPlan Make(string path, Suite suite, Shard? shard = null, CancellationToken cancellationToken = default)
    {
        var plan = new CompletionPlan(path, suite, shard) { Source = new RecordedSource(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), HashOf(path)) };
        var seen = new HashSet<(string, ulong)>();
        foreach (var line in CompletionReader.Read(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            plan.Look(line, seen);
        }

        plan.Close(suite);
        return plan;
    }

    /// <summary>The items, in the file's order, with the numbers that they always have: those of another shard are passed over.</summary>
    public IEnumerable<JobItem> Items()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in CompletionReader.Read(path))
        {
            if (line.Task is not null && byName.TryGetValue(line.Task, out var task))
            {
                var number = numbers[task.Id] = numbers.GetValueOrDefault(task.Id, -1) + 1;
                if (Shards.Holds(shard, task.Id))
                {
                    yield return new JobItem(task, number, line.Text);
                }
            }
        }
    }

    private void Look(CompletionLine line, HashSet<(string, ulong)> seen)
    {
        if (line.Problem is { } problem)
        {
            Malformed++;
            if (problems.Count < MostNamed)
            {
                problems.Add($"{line.Place}: {problem}.");
            }
        }
        else if (!byName.TryGetValue(line.Task!, out var task))
        {
            unknown[line.Task!] = unknown.GetValueOrDefault(line.Task!) + 1;
            if (unknown.Count > 10_000)
            {
                throw new UserErrorException($"{path} names more than 10,000 tasks that the suite does not have, such as '{unknown.First().Key}': it belongs to another suite.");
            }
        }
        else if (Shards.Holds(shard, task.Id))
        {
            Good++;
            counts[task.Id] = counts.GetValueOrDefault(task.Id) + 1;
            if (!seen.Add((task.Id, BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(line.Text))))))
            {
                Repeated++;
            }
        }
    }

    private void Close(Suite suite)
    {
        Missing = [.. suite.Tasks.Where(t => Shards.Holds(shard, t.Id) && !counts.ContainsKey(t.Id)).Select(t => t.Id)];
        var faults = ImmutableArray.CreateBuilder<string>();
        faults.AddRange(problems);
        if (Malformed > problems.Count)
        {
            faults.Add(Text($"{Malformed - problems.Count} more lines cannot be used."));
        }

        if (unknown.Count > 0)
        {
            faults.Add(Text($"{Unknown} completions are of {unknown.Count} tasks that the suite does not have: {Names(unknown.Keys)}."));
        }

        if (!Missing.IsEmpty)
        {
            faults.Add(Text($"{Missing.Length} of {suite.Tasks.Length} tasks have no completion and are in no number: {Names(Missing)}."));
        }

        Faults = faults.ToImmutable();
        if (Good == 0 && shard is null)
        {
            throw new UserErrorException($"{path} holds no completion of this suite{(faults.Count > 0 ? $": {faults[0]}" : ".")} The suite's tasks are named like '{suite.Tasks[0].Id}'{(suite.Tasks[0].Aliases is [var alias, ..] ? $" or '{alias}'" : "")}.");
        }
    }

    private static string Names(IEnumerable<string> names)
    {
        var some = names.Take(MostNamed + 1).ToList();
        return string.Join(", ", some.Take(MostNamed)) + (some.Count > MostNamed ? ", …" : "");
    }

    private static string HashOf(string path)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var file in CompletionReader.Files(path))
        {
            using var stream = File.OpenRead(file);
            while (stream.Read(buffer) is > 0 and var count)
            {
                sha.AppendData(buffer, 0, count);
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
