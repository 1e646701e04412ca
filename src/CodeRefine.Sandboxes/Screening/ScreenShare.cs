using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Pools;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Screening;

/// <summary>
/// A part of a screening's variants, taken by one process after the other: a variant that ends its process is marked and the rest goes on
/// in the next.
/// </summary>
/// <param name="job">Runs one job in a cell: plan, time that is left, transcript to fill.</param>
internal sealed class ScreenShare(ScreenRun run, IReadOnlyList<ScreenVariant> share, Func<ScreenPlan, TimeSpan, ScreenTranscript, Task<JobEnding>> job, TimeProvider time)
{
    /// <summary>Processes that may end before their variants are through: a candidate that ends more of them is not worth more.</summary>
    private const int MostDeaths = 24;

    private readonly Dictionary<int, ScreenOutcome> told = [];
    private readonly long began = time.GetTimestamp();
    private int deaths;

    public IReadOnlyDictionary<int, ScreenOutcome> Told => told;
    public ScreenGround? Ground { get; private set; }
    public int Processes { get; private set; }
    public bool Leaked { get; private set; }
    public string? Problem { get; private set; }
    public TimeSpan Cpu { get; private set; }
    public long PeakMemoryBytes { get; private set; }

    public async Task RunAsync()
    {
        while (Problem is null && deaths < MostDeaths && share.Where(v => !told.ContainsKey(v.Id)).ToList() is { Count: > 0 } open)
        {
            var left = run.Limits.TotalTime - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            var transcript = new ScreenTranscript(open.Select(v => v.Id));
            var ending = await job(ScreenPlans.Of(run, open, Leaked), left, transcript);
            Processes++;
            Take(transcript, ending, open);
        }
    }

    private void Take(ScreenTranscript transcript, JobEnding ending, List<ScreenVariant> open)
    {
        transcript.Keep();
        Ground ??= transcript.Ground;
        foreach (var (id, outcome) in transcript.Outcomes)
        {
            told[id] = Read(outcome);
        }

        var end = (ending as JobEnding.Told)?.End;
        Cpu += TimeSpan.FromMilliseconds(Math.Clamp(end?.CpuMilliseconds ?? 0, 0, int.MaxValue));
        PeakMemoryBytes = Math.Max(PeakMemoryBytes, end?.PeakMemoryBytes ?? 0);
        if (end is { Kind: EndKind.Completed })
        {
            // A leak found when variants already run apart would be found for ever.
            Problem = transcript.Leaked && !Leaked ? null : transcript.Outcomes.Count == open.Count ? null : transcript.Ground?.Problem ?? "No failing check can be screened.";
            Leaked |= transcript.Leaked;
            return;
        }

        deaths++;
        Blame(transcript, ending, end, open);
    }

    private void Blame(ScreenTranscript transcript, JobEnding ending, JobEnd? end, List<ScreenVariant> open)
    {
        if (transcript.Ground is null)
        {
            Problem = "The candidate ended its process before any variant was tried.";
            return;
        }

        var untold = open.Where(v => !told.ContainsKey(v.Id)).Select(v => v.Id).ToList();
        var outOfTime = end is { Kind: EndKind.TimedOut } && time.GetElapsedTime(began) >= run.Limits.TotalTime;
        if (untold.Count > 0 && !outOfTime)
        {
            // Where no mark came through, what ran is the first of which nothing was told.
            var guilty = end?.RunningVariant is { } marked && untold.Contains(marked) ? marked : untold[0];
            told[guilty] = new ScreenOutcome(guilty, end is { Kind: EndKind.TimedOut } || ending is JobEnding.Overdue ? ScreenStatus.Hung : ScreenStatus.Crashed);
        }
    }

    private ScreenOutcome Read(VariantOutcome outcome) => new(outcome.Id, outcome.Passed ? ScreenStatus.Passed : ScreenStatus.Failed)
    {
        Gain = double.IsFinite(outcome.Gain) ? Math.Clamp(outcome.Gain, 0, run.Failing.Length) : 0,
        Further = outcome.Further,
        Broken = outcome.Broken is >= 0 and var broken && broken < run.Expected.Length ? broken : null,
    };
}
