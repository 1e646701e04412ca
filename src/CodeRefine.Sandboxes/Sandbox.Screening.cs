using System.Globalization;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Pools;
using CodeRefine.Sandboxes.Screening;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes;

public sealed partial class Sandbox
{
    /// <summary>Fewer variants than this are not worth a process of their own.</summary>
    private const int LeastShare = 48;

    /// <inheritdoc/>
    /// <remarks>Variants are dealt out to as many processes as run at once. Which one a variant meets depends on their number alone, what is told of it on none.</remarks>
    public async Task<ScreenReport> ScreenAsync(ScreenRun run, CancellationToken cancellationToken)
    {
        if (run.Variants.IsEmpty)
        {
            return ScreenReport.Nothing(run, "There is no variant to try.");
        }

        if (run.Checks.Framework == CheckFramework.XunitV3)
        {
            return ScreenReport.Nothing(run, "Screening calls the checks itself, and does not know those of xunit v3.");
        }

        var start = time.GetTimestamp();
        var count = Math.Clamp(run.Variants.Length / LeastShare, 1, Capacity);
        var shares = Enumerable.Range(0, count).Select(i => new ScreenShare(run, [.. run.Variants.Where((_, at) => at % count == i)], JobOf(run, cancellationToken), time)).ToList();
        await Task.WhenAll(shares.Select(s => s.RunAsync()));
        var told = shares.SelectMany(s => s.Told).ToDictionary();
        return new ScreenReport
        {
            Outcomes = [.. run.Variants.Select(v => told.GetValueOrDefault(v.Id) ?? new ScreenOutcome(v.Id, ScreenStatus.NotRun))],
            Screened = [.. shares.Select(s => s.Ground).FirstOrDefault(g => g is not null)?.Checks.Where(i => i >= 0 && i < run.Expected.Length).Distinct().Order().AsEnumerable() ?? []],
            Processes = shares.Sum(s => s.Processes),
            Leaked = shares.Any(s => s.Leaked),
            Problem = told.Count > 0 ? null : shares.Select(s => s.Problem).FirstOrDefault(p => p is not null) ?? "No variant was told of in time.",
            Use = new ResourceUse(time.GetElapsedTime(start), TimeSpan.FromTicks(shares.Sum(s => s.Cpu.Ticks)), shares.Max(s => s.PeakMemoryBytes)),
        };
    }

    private Func<ScreenPlan, TimeSpan, ScreenTranscript, Task<JobEnding>> JobOf(ScreenRun run, CancellationToken cancellationToken) => async (plan, left, transcript) =>
    {
        var id = Interlocked.Increment(ref jobs).ToString(CultureInfo.InvariantCulture);
        var request = JobRequest.From(run, plan, left, id);
        var ending = await ScreenOnceAsync(run, id, request, left, transcript, cancellationToken);
        if (ending is JobEnding.Faulted && transcript.Ground is null)
        {
            ending = await ScreenOnceAsync(run, id, request, left, transcript, cancellationToken);
        }

        return ending is JobEnding.Faulted faulted ? throw new SandboxException($"The sandbox failed: {faulted.Message}") : ending;
    };

    private async Task<JobEnding> ScreenOnceAsync(ScreenRun run, string id, byte[] job, TimeSpan left, ScreenTranscript transcript, CancellationToken cancellationToken)
    {
        var cell = await pool.RentAsync(CellLimits.Of(run.Limits), fresh: false, cancellationToken);
        var keep = false;
        try
        {
            var heard = await cell.RunAsync(id, job, left + Grace, transcript, cancellationToken);
            keep = true;
            return heard.Ending;
        }
        finally
        {
            pool.Return(cell, keep);
        }
    }
}
