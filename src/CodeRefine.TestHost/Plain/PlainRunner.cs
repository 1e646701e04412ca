using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Plain;

/// <summary>Runs tests of NUnit or MSTest, one after the other, in the expected order.</summary>
internal static partial class PlainRunner
{
    public static void Run(Assembly checks, Assembly candidate, HostJob job, CandidateProbe? probe, Reporter reporter, ConsoleTap console)
    {
        var catalogue = new PlainCatalogue(checks);
        using var swallowed = new SwallowedAssertions(candidate);
        foreach (var expected in job.Expected)
        {
            probe?.Reset();
            console.Take();
            swallowed.Take();
            reporter.Started(expected.Id);
            var tally = RunOne(catalogue, expected.Id, swallowed);
            tally.AddOutput(console.Take());
            tally.Coverage = probe?.Hits() ?? [];
            var outcome = tally.ToOutcome();
            reporter.Result(outcome);
            if (outcome.Status == OutcomeStatus.OutOfMemory)
            {
                reporter.OutOfMemory();
            }

            if (job.FailFast && outcome.Status is OutcomeStatus.Failed or OutcomeStatus.OutOfMemory)
            {
                return;
            }
        }
    }

    private static Tally RunOne(PlainCatalogue catalogue, string id, SwallowedAssertions swallowed)
    {
        var tally = new Tally(id);
        try
        {
            var (cases, skipped) = catalogue.Of(id);
            tally.SkipReason = skipped ?? (cases.Count == 0 ? "Only its own runner can run it." : null);
            foreach (var one in cases)
            {
                RunOne(one, tally);
            }
        }
        catch (Exception e)
        {
            tally.Fail(Failure(id, e), e is OutOfMemoryException);
        }

        if (swallowed.Take() is { } lost)
        {
            tally.FailUnlessFailed(SwallowedAssertions.Failure(lost));
        }

        return tally;
    }

    private static void RunOne(PlainCase one, Tally tally)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            one.Call();
            tally.Passed++;
        }
        catch (Exception e) when (PlainNames.MeansPassed(e))
        {
            tally.Passed++;
        }
        catch (Exception e) when (PlainNames.MeansSkipped(e))
        {
            tally.SkipReason ??= e.Message;
        }
        catch (Exception e)
        {
            tally.Fail(Failure(one.Name, e), e is OutOfMemoryException);
        }

        tally.Add((decimal)Stopwatch.GetElapsedTime(started).TotalSeconds, null);
    }

    private static FailureReport Failure(string name, Exception e)
    {
        var report = FailureReading.Read(name, e);
        var values = Values().Match(e.Message);
        return e is PlainFailureException plain ? report with { Expected = plain.Expected, Actual = plain.Actual }
            : values.Success ? report with { Expected = values.Groups["expected"].Value.Trim(), Actual = values.Groups["actual"].Value.Trim() }
            : report;
    }

    /// <summary>NUnit's "Expected: 3 … But was: 2", and MSTest's "Expected:&lt;3&gt;. Actual:&lt;2&gt;" or, since version 4, its lines "expected: 3" and "actual: 2".</summary>
    [GeneratedRegex(@"Expected:\s*(?<expected>[^\n]+)\n\s*But was:\s*(?<actual>[^\n]+)|Expected:<(?<expected>[^>]*)>\.\s*Actual:<(?<actual>[^>]*)>|expected:\s*(?<expected>[^\n]+)\n\s*actual:\s*(?<actual>[^\n]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values();
}
