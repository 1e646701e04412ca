using CodeRefine.Properties;
using CodeRefine.TestHost.Protocol;
using Xunit.Abstractions;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Gathers what xunit says into one outcome for each check, and reports it as soon as it is whole.</summary>
internal sealed class Outcomes(ExpectedOrder order, CandidateProbe? probe, Reporter reporter, ConsoleTap console, SwallowedAssertions? swallowed)
{
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private string? current;
    private Falsification? falsification;

    /// <summary>Whether a check that is finished has failed.</summary>
    public bool AnyFailed { get; private set; }

    /// <summary>The first of these checks begins, where it has not yet: a fixture counts to the first check that needs it.</summary>
    public void Begin(IEnumerable<ITestCase> cases)
    {
        var id = cases.Select(c => order.IdOf(c.TestMethod)).FirstOrDefault(i => i is not null);
        if (id is null || id == current)
        {
            return;
        }

        current = id;
        probe?.Reset();
        console.Take();
        swallowed?.Take();
        reporter.Started(id);
    }

    public void Passed(ITestPassed message)
    {
        if (Of(message.TestMethod) is { } tally)
        {
            tally.Passed++;
            tally.Add(message);
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

    public void Skipped(ITestSkipped message)
    {
        if (Of(message.TestMethod) is { } tally)
        {
            tally.SkipReason ??= message.Reason;
        }
    }

    /// <summary>The parts of the failure that comes next.</summary>
    public void Falsified(Falsification found) => falsification = found;

    public void Failed(ITestFailed message)
    {
        if (Of(message.TestMethod) is { } tally)
        {
            var failure = FailureReading.Read(message.Test.DisplayName, message);
            tally.Add(message);
            Traced(tally, failed: true);
            tally.Fail(falsification is { } f ? failure with { Counterexample = Counterexample(f) } : failure, FailureReading.IsOutOfMemory(message));
            falsification = null;
        }
    }

    /// <summary>The check is finished.</summary>
    public void End(ITestMethod method)
    {
        if (order.IdOf(method) is not { } id)
        {
            return;
        }

        var tally = TallyOf(id);
        tally.AddOutput(console.Take());
        tally.Coverage = [.. tally.Coverage.Union(probe?.Hits() ?? []).Order()];
        current = null;
        if (swallowed?.Take() is { } lost)
        {
            tally.FailUnlessFailed(SwallowedAssertions.Failure(lost));
        }

        Report(tally);
    }

    /// <summary>Something around checks that have not been reported yet failed.</summary>
    public void Broken(IEnumerable<ITestCase> cases, IFailureInformation failure, string what)
    {
        foreach (var id in Ids(cases))
        {
            TallyOf(id).Fail(FailureReading.Read(what, failure), FailureReading.IsOutOfMemory(failure));
        }
    }

    /// <summary>Something failed after these checks were reported, such as a fixture's disposal: they are reported anew.</summary>
    public void BrokenAfterwards(IEnumerable<ITestCase> cases, IFailureInformation failure, string what)
    {
        var ids = Ids(cases).ToList();
        Broken(cases, failure, what);
        ids.ForEach(id => Report(TallyOf(id)));
    }

    /// <summary>Checks that xunit could not even look at.</summary>
    public void ReportBroken(IEnumerable<(string Id, Exception Error)> broken)
    {
        foreach (var (id, error) in broken)
        {
            var tally = TallyOf(id);
            tally.Fail(FailureReading.Read("discovery", error), outOfMemory: false);
            Report(tally);
        }
    }

    private static CounterexampleReport Counterexample(Falsification f) => new(f.Seed, [.. f.Original], [.. f.Shrunk], f.Shrinks, f.TestsRun);

    private IEnumerable<string> Ids(IEnumerable<ITestCase> cases) => cases.Select(c => order.IdOf(c.TestMethod)).OfType<string>().Distinct();

    private Tally? Of(ITestMethod method) => order.IdOf(method) is { } id ? TallyOf(id) : null;

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
