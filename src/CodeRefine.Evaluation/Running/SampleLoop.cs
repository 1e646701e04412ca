using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Runs.Journals;

namespace CodeRefine.Evaluation.Running;

/// <summary>
/// Works through a run's samples, several at once, each written into the journal before and after. What ended before is passed over; what the machine broke is
/// tried again; what timed out beside others is run again alone before it counts.
/// </summary>
public sealed class SampleLoop(RunJournal journal, LoopOptions options, RunProgress progress, TimeProvider time, SampleWork work)
{
    private readonly Lock gate = new();
    private readonly Throttle throttle = new(options.Workers, options.BytesPerWorker);
    private readonly List<JobItem> alone = [];
    private int failuresInARow;
    private string lastFailure = "";

    /// <param name="items">Taken one by one as workers come free: they may be more than fit into memory.</param>
    /// <exception cref="OperationCanceledException">Cancelled: what is in the journal stays, and the run can go on.</exception>
    /// <exception cref="UserErrorException">The machine fails again and again, or the journal cannot be written.</exception>
    public async Task RunAsync(IEnumerable<JobItem> items, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var source = items.GetEnumerator();
        var workers = Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkAsync(source, stop), CancellationToken.None)).ToList();
        await Whole(workers, cancellationToken);
        for (var i = 0; i < alone.Count; i++)
        {
            progress.Waits(alone.Count - i);
            await DoAsync(alone[i], runAlone: true, cancellationToken);
        }

        progress.Waits(0);
    }

    /// <summary>The failure of one worker ends all; the first that is no mere consequence is told.</summary>
    private static async Task Whole(List<Task> workers, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(workers);
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (workers.SelectMany(w => w.Exception?.InnerExceptions.ToArray() ?? []).FirstOrDefault(e => e is not OperationCanceledException) is { } cause)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            }

            throw;
        }
    }

    private async Task WorkAsync(IEnumerator<JobItem> source, CancellationTokenSource stop)
    {
        try
        {
            while (Next(source, stop.Token) is { } item)
            {
                await throttle.EnterAsync(stop.Token);
                try
                {
                    await DoAsync(item, runAlone: false, stop.Token);
                }
                finally
                {
                    throttle.Leave();
                }
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private JobItem? Next(IEnumerator<JobItem> source, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            while (source.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!journal.HasEnded(source.Current.Task.Id, source.Current.Sample))
                {
                    return source.Current;
                }
            }

            return null;
        }
    }

    private async Task DoAsync(JobItem item, bool runAlone, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        progress.Begin(item.Task.Id, item.Sample);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var tries = journal.Begin(item.Task.Id, item.Sample, time.GetUtcNow());
                try
                {
                    Keep(item, await work(item, tries, runAlone || options.Workers == 1, cancellationToken), tries, runAlone);
                    return;
                }
                catch (Exception failure) when (IsMachines(failure) && !cancellationToken.IsCancellationRequested)
                {
                    throttle.Shrink();
                    progress.Retried();
                    if (attempt >= options.Tries)
                    {
                        GiveUp(item, failure, tries, started);
                        return;
                    }

                    await Task.Delay(options.Backoff * Math.Pow(2, attempt - 1), time, cancellationToken);
                }
                catch (Exception broken) when (broken is SandboxException or IOException && cancellationToken.IsCancellationRequested)
                {
                    // A signal to the process group ends the sandbox's processes too.
                    throw new OperationCanceledException(cancellationToken);
                }
            }
        }
        finally
        {
            progress.Left(item.Task.Id, item.Sample);
        }
    }

    private void Keep(JobItem item, JobResult result, int tries, bool runAlone)
    {
        throttle.Succeeded();
        lock (gate)
        {
            failuresInARow = 0;
            if ((result.TimeDependent || result.Record.Verdict == VerdictKind.TimedOut) && !runAlone && options.Workers > 1)
            {
                alone.Add(item);
                progress.Waits(alone.Count);
                return;
            }
        }

        End(item, result with { Record = result.Record with { Tries = tries, RunAlone = runAlone } });
    }

    private void GiveUp(JobItem item, Exception failure, int tries, DateTimeOffset started)
    {
        lock (gate)
        {
            lastFailure = failure.Message;
            if (++failuresInARow > options.MostFailuresInARow)
            {
                throw new UserErrorException($"{failuresInARow} samples in a row failed for the machine's sake and not their own; the last time: {lastFailure} Nothing is lost: mend it, and give the same command again.", failure, UserErrorKind.Environment);
            }
        }

        End(item, new JobResult(
            new SampleRecord
            {
                TaskId = item.Task.Id,
                Sample = item.Sample,
                Outcome = SampleOutcome.Infrastructure,
                Passed = false,
                Explanation = failure.Message,
                Tries = tries,
                Completion = item.Completion is { } text ? RunJournal.HashOf(text) : null,
                Started = started,
                Ended = time.GetUtcNow(),
            },
            []));
    }

    private void End(JobItem item, JobResult result)
    {
        journal.End(result.Record, result.Sources, item.Completion);
        progress.End(result.Record);
    }

    private static bool IsMachines(Exception failure) => failure is SandboxException or UserErrorException { Kind: UserErrorKind.Environment };
}
