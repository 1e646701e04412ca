using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Batches;

/// <summary>How a batch runs.</summary>
public sealed record SweBatchOptions
{
    /// <summary>Where predictions, report and journal go.</summary>
    public required string Folder { get; init; }

    /// <summary>For <c>model_name_or_path</c>: what made the patches.</summary>
    public required string Model { get; init; }

    /// <summary>Instances at once. Default 1, from 1.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Longest time for one instance. Default 15 min.</summary>
    public TimeSpan InstanceTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Most money for one instance, in US dollars; null for no bound.</summary>
    public decimal? InstanceCost { get; init; }

    /// <summary>No instance is begun after this; null for no bound.</summary>
    public TimeSpan? TotalTime { get; init; }

    /// <summary>No instance is begun once this is spent, in US dollars, over all sittings; null for no bound.</summary>
    public decimal? TotalCost { get; init; }

    /// <summary>Whatever else the results depend on: a folder is only resumed with the same.</summary>
    public string Settings { get; init; } = "";
}

/// <param name="Entries">One for each instance that ended, in the order of the rows.</param>
/// <param name="Stopped">Why not all instances were tried; null where they were.</param>
public sealed record SweBatchResult(ImmutableArray<SweEntry> Entries, SweReport Report, string? Stopped);

/// <summary>
/// Runs a fixer over instances, and a judge over what it made; keeps predictions and report in the field's formats. Interrupted, it goes on where it was: an
/// instance that ended is not tried again, unless it ended in an error of the machine's.
/// </summary>
public sealed class SweBatch(SweBatchOptions options, FixInstance fix, JudgeInstance? judge, TimeProvider time)
{
    /// <param name="ended">Told of each instance as it ends, of those of an earlier sitting too.</param>
    /// <exception cref="UserErrorException">The folder is in use or of another batch.</exception>
    public async Task<SweBatchResult> RunAsync(IReadOnlyList<SweRow> rows, Action<SweEntry> ended, CancellationToken cancellationToken)
    {
        using var journal = SweJournal.Open(options.Folder, Fingerprint(rows));
        var entries = new ConcurrentDictionary<string, SweEntry>(StringComparer.Ordinal);
        foreach (var entry in journal.Entries.Where(e => e.State != "error"))
        {
            entries[entry.InstanceId] = entry;
            ended(entry);
        }

        var spent = journal.Entries.Sum(e => e.Cost);
        var started = time.GetTimestamp();
        string? stopped = null;
        var gate = new Lock();
        var open = new ConcurrentQueue<SweRow>(rows.Where(r => !entries.ContainsKey(r.Instance.Id)));
        await Task.WhenAll(Enumerable.Range(0, Math.Max(1, options.Parallel)).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested && Over() is null && open.TryDequeue(out var row))
            {
                var entry = await RunAsync(row, Left(), cancellationToken);
                if (entry is null)
                {
                    return;
                }

                lock (gate)
                {
                    spent += entry.Cost;
                    journal.Append(entry);
                    entries[entry.InstanceId] = entry;
                    Write(rows, entries);
                    ended(entry);
                }
            }
        }));
        lock (gate)
        {
            stopped = cancellationToken.IsCancellationRequested ? "cancelled" : open.IsEmpty ? null : Over();
        }

        return new SweBatchResult([.. Ordered(rows, entries)], Write(rows, entries), stopped);

        string? Over()
        {
            lock (gate)
            {
                return options.TotalTime is { } most && time.GetElapsedTime(started) >= most ? "the time for the batch is over"
                    : options.TotalCost is { } money && spent >= money ? "the money for the batch is spent"
                    : null;
            }
        }

        SweLimits Left()
        {
            lock (gate)
            {
                var cost = options.TotalCost is { } total ? Math.Min(options.InstanceCost ?? decimal.MaxValue, total - spent) : options.InstanceCost;
                return new SweLimits(options.InstanceTime, cost);
            }
        }
    }

    /// <returns>Null where the batch was cancelled: the instance is tried again.</returns>
    private async Task<SweEntry?> RunAsync(SweRow row, SweLimits limits, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var late = new CancellationTokenSource(limits.Time, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        SweAttempt attempt;
        try
        {
            attempt = await fix(row.Instance, limits, both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            attempt = new SweAttempt("", "its time was over", 0, 0);
        }
        catch (Exception failed) when (failed is UserErrorException or SandboxException or IOException)
        {
            return new SweEntry(row.Instance.Id, "error", "", null, failed.Message, "", Seconds(), 0, 0);
        }

        if (cancellationToken.IsCancellationRequested && attempt.Patch.Length == 0)
        {
            return null;
        }

        var judgement = attempt.Patch.Length == 0 || judge is null ? null : await JudgeAsync(row, attempt.Patch, cancellationToken);
        return cancellationToken.IsCancellationRequested && judgement is { Resolved: null }
            ? null
            : new SweEntry(row.Instance.Id, attempt.Patch.Length == 0 ? "empty" : "fixed", attempt.Patch, judgement?.Resolved, attempt.Reason, judgement?.Reason ?? "", Seconds(), attempt.Cost, attempt.Calls);

        double Seconds() => Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
    }

    private async Task<SweJudgement> JudgeAsync(SweRow row, string patch, CancellationToken cancellationToken)
    {
        try
        {
            return await judge!(row, patch, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SweJudgement(null, "cancelled");
        }
        catch (Exception failed) when (failed is UserErrorException or SandboxException or IOException)
        {
            return new SweJudgement(null, failed.Message);
        }
    }

    private SweReport Write(IReadOnlyList<SweRow> rows, ConcurrentDictionary<string, SweEntry> entries)
    {
        var predictions = Ordered(rows, entries).Where(e => e.State != "error").Select(e => new SwePrediction(e.InstanceId, options.Model, e.Patch)).ToList();
        var report = SweReport.Of([.. rows.Select(r => r.Instance.Id)], predictions.ToDictionary(p => p.InstanceId, StringComparer.Ordinal), entries.Values.Where(e => e.Resolved is not null).ToDictionary(e => e.InstanceId, e => e.Resolved!.Value, StringComparer.Ordinal));
        SwePredictions.Write(Path.Combine(options.Folder, "predictions.jsonl"), predictions);
        if (judge is not null)
        {
            File.WriteAllText(Path.Combine(options.Folder, "report.json"), report.ToJson());
        }

        return report;
    }

    private static IEnumerable<SweEntry> Ordered(IReadOnlyList<SweRow> rows, ConcurrentDictionary<string, SweEntry> entries) =>
        rows.Select(r => entries.GetValueOrDefault(r.Instance.Id)).OfType<SweEntry>();

    /// <summary>One line of JSON for the journal's head.</summary>
    private string Fingerprint(IReadOnlyList<SweRow> rows)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => $"{r.Instance.Id} {r.Instance.BaseCommit} {r.Instance.Statement.Length}")))))[..16];
        return JsonSerializer.Serialize(new { schema = "coderefine/fix-batch@1", instances = rows.Count, instances_hash = hash, model = options.Model, settings = options.Settings });
    }
}
