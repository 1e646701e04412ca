using CodeRefine.Properties;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;
using Xunit.Sdk;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>Gathers what xunit says into one outcome for each check, and reports it as soon as it is whole.</summary>
internal sealed class Outcomes(ExpectedOrder order, CandidateProbe? probe, Reporter reporter, ConsoleTap console, SwallowedAssertions? swallowed)
{
    private const string CleanUp = "clean-up";
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private string? current;
    private string display = "";
    private string? excuse;
    private Falsification? falsification;

    /// <summary>Whether a check that is finished has failed.</summary>
    public bool AnyFailed { get; private set; }

    /// <summary>The first of these checks begins, where it has not yet: a fixture counts to the first check that needs it.</summary>
    public void Begin(string? uniqueId)
    {
        if (order.ChecksOf(uniqueId) is not [var id, ..] || id == current)
        {
            return;
        }

        current = id;
        probe?.Reset();
        console.Take();
        swallowed?.Take();
        reporter.Started(id);
    }

    /// <summary>One case begins.</summary>
    public void Starting(ITestStarting message)
    {
        display = message.TestDisplayName;
        excuse = Excuse.Current(message.TestUniqueID) is { } test ? Excuse.Of(test) : null;
    }

    public void Passed(ITestPassed message)
    {
        if (Of(message) is { } tally)
        {
            tally.Passed++;
            tally.Add(message.ExecutionTime, message.Output);
            Traced(tally, failed: false);
        }
    }

    /// <summary>A case is over: the next one's steps are its own. Of several the first that failed is kept.</summary>
    private void Traced(Tally tally, bool failed)
    {
        if (probe?.Trace() is { } steps && !tally.TraceFailed)
        {
            (tally.Trace, tally.TraceFailed) = (steps, failed);
            probe.Reset();
        }
    }

    public void Skipped(ITestSkipped message) => DidNotRun(message, message.Reason);

    public void NotRun(ITestNotRun message) => DidNotRun(message, Excuse.Explicit);

    /// <summary>The parts of the failure that comes next.</summary>
    public void Falsified(Falsification found) => falsification = found;

    public void Failed(ITestFailed message)
    {
        if (Of(message) is { } tally)
        {
            var failure = Read(display, message);
            tally.Add(message.ExecutionTime, message.Output);
            Traced(tally, failed: true);
            tally.Fail(falsification is { } f ? failure with { Counterexample = Counterexample(f) } : failure, FailureReading.MeansOutOfMemory(message.ExceptionTypes));
            falsification = null;
        }
    }

    /// <summary>The check is finished.</summary>
    public void End(string? uniqueId)
    {
        if (order.ChecksOf(uniqueId) is not [var id, ..])
        {
            return;
        }

        var tally = TallyOf(id);
        tally.AddOutput(console.Take());
        tally.Coverage = [.. tally.Coverage.Union(probe?.Hits() ?? []).Order()];
        current = null;
        if (swallowed?.Take() is { } lost && tally.ToOutcome().Status == OutcomeStatus.Passed)
        {
            tally.Fail(SwallowedAssertions.Failure(lost), outOfMemory: false);
        }

        Report(tally);
    }

    /// <summary>Something around a check that has not been reported yet failed.</summary>
    public void Broken(string? uniqueId, IErrorMetadata failure)
    {
        foreach (var id in order.ChecksOf(uniqueId))
        {
            TallyOf(id).Fail(Read(CleanUp, failure), FailureReading.MeansOutOfMemory(failure.ExceptionTypes));
        }
    }

    /// <summary>Something failed after these checks were reported, such as a fixture's disposal: they are reported anew.</summary>
    public void BrokenAfterwards(string? uniqueId, IErrorMetadata failure) => BreakReported([.. order.ChecksOf(uniqueId).Where(tallies.ContainsKey)], failure);

    /// <summary>xunit does not say where: it counts to the check that runs, or to all that have.</summary>
    public void BrokenSomewhere(IErrorMetadata failure) => BreakReported(current is { } id ? [id] : [.. tallies.Keys], failure);

    private void BreakReported(List<string> ids, IErrorMetadata failure)
    {
        foreach (var id in ids)
        {
            TallyOf(id).Fail(Read(CleanUp, failure), FailureReading.MeansOutOfMemory(failure.ExceptionTypes));
            Report(TallyOf(id));
        }
    }

    private void DidNotRun(ITestResultMessage message, string reason)
    {
        if (Of(message) is not { } tally)
        {
            return;
        }

        tally.Add(message.ExecutionTime, message.Output);
        if (excuse is not null)
        {
            tally.SkipReason ??= excuse;
            return;
        }

        tally.Fail(
            new FailureReport
            {
                Case = display,
                ExceptionType = "Xunit.Sdk.SkipException",
                Message = $"The check was skipped as it ran: {Short(reason)} A check that does not run to its end has not passed; only Skip or Explicit on its own attribute, without a condition, excuses it.",
            },
            outOfMemory: false);
    }

    private static string Short(string reason) => $"\"{(reason.Length <= 1000 ? reason : reason[..1000] + "…")}\".";

    private static FailureReport Read(string testCase, IErrorMetadata failure) =>
        FailureReading.Read(testCase, failure.ExceptionTypes, failure.Messages, failure.StackTraces, () => ExceptionUtility.CombineMessages(failure));

    private static CounterexampleReport Counterexample(Falsification f) => new(f.Seed, [.. f.Original], [.. f.Shrunk], f.Shrinks, f.TestsRun);

    private Tally? Of(ITestMethodMessage message) => order.ChecksOf(message.TestMethodUniqueID) is [var id, ..] ? TallyOf(id) : null;

    private Tally TallyOf(string id)
    {
        if (!tallies.TryGetValue(id, out var tally))
        {
            tallies.Add(id, tally = new Tally(id));
        }

        return tally;
    }

    private void Report(Tally tally)
    {
        var outcome = tally.ToOutcome();
        AnyFailed |= outcome.Status is OutcomeStatus.Failed or OutcomeStatus.OutOfMemory;
        reporter.Result(outcome);
        if (outcome.Status == OutcomeStatus.OutOfMemory)
        {
            reporter.OutOfMemory();
        }
    }
}
