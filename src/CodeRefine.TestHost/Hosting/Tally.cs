using System.Text;
using CodeRefine.TestHost.Protocol;
using Xunit.Abstractions;

namespace CodeRefine.TestHost.Hosting;

/// <summary>What is known of one check so far.</summary>
internal sealed class Tally(string id)
{
    private const int MaxFailures = 5;
    private readonly List<FailureReport> failures = [];
    private readonly StringBuilder output = new();
    private int failed;
    private bool outOfMemory;
    private decimal seconds;

    public int Passed { get; set; }
    public string? SkipReason { get; set; }
    public int[] Coverage { get; set; } = [];

    /// <summary>The steps of the first case that failed, else of the last one.</summary>
    public string? Trace { get; set; }
    public bool TraceFailed { get; set; }

    public void Fail(FailureReport failure, bool outOfMemory)
    {
        failed++;
        this.outOfMemory |= outOfMemory;
        if (failures.Count < MaxFailures)
        {
            failures.Add(failure);
        }
    }

    /// <summary>A failure that only matters where the check would pass without it.</summary>
    public void FailUnlessFailed(FailureReport failure)
    {
        if (failed == 0)
        {
            Fail(failure, outOfMemory: false);
        }
    }

    public void Add(ITestResultMessage result) => Add(result.ExecutionTime, result.Output);

    public void Add(decimal executionSeconds, string? text)
    {
        seconds += executionSeconds;
        AddOutput(text);
    }

    public void AddOutput(string? text)
    {
        if (text is not null)
        {
            output.Append(text.AsSpan(0, Math.Min(text.Length, ConsoleTap.MaxCharacters - output.Length)));
        }
    }

    public CheckOutcome ToOutcome() => new()
    {
        Id = id,
        Status = outOfMemory ? OutcomeStatus.OutOfMemory
            : failed > 0 ? OutcomeStatus.Failed
            : Passed > 0 ? OutcomeStatus.Passed
            : SkipReason is not null ? OutcomeStatus.Skipped
            : OutcomeStatus.Failed,
        CasesPassed = Passed,
        CasesFailed = failed,
        Failures = [.. failures],
        Milliseconds = (double)seconds * 1000,
        Output = output.ToString(),
        Coverage = Coverage,
        Trace = Trace,
        SkipReason = failed == 0 && Passed == 0 ? SkipReason : null,
    };
}
