using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Core.Checks;
using CodeRefine.Repositories.Loading;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Repositories.Testing;

/// <summary>
/// The general path as a sandbox: candidate and tests, compiled in process, take the places of the built ones in a copy of the test project's output, and its own
/// framework's runner says how they do. For tests that can't be called without their engine. It takes seconds and screens nothing, so it serves few candidates.
/// </summary>
internal sealed partial class OwnRunnerSandbox(RepositoryTests tests, LoadedProject project) : ISandbox
{
    public string Name => "the tests' own runner";
    public int Capacity => 1;

    public async Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var result = await tests.RunWithAsync(project, [run.Candidate, run.Checks], cancellationToken);
        var known = result.Outcomes.ToDictionary(o => o.Id, StringComparer.Ordinal);
        return new CheckReport
        {
            Results = [.. run.Expected.Select(c => known.TryGetValue(c.Id, out var outcome) ? Result(c, outcome) : new CheckResult { Check = c, Status = CheckStatus.NotRun })],
            End = result.Problem is { } problem ? new HostEnd(HostEndKind.Crashed, Detail: problem) : HostEnd.Completed,
            Use = new ResourceUse(result.Duration, TimeSpan.Zero, 0),
        };
    }

    /// <summary>Nothing stays open between runs.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static CheckResult Result(Check check, TestOutcome outcome) => new()
    {
        Check = check,
        Status = outcome.Status switch { TestStatus.Passed => CheckStatus.Passed, TestStatus.Skipped => CheckStatus.Skipped, _ => CheckStatus.Failed },
        CasesPassed = outcome.Cases - outcome.FailedCases.Length,
        CasesFailed = outcome.FailedCases.Length,
        Duration = outcome.Duration,
        Failures = outcome.Status != TestStatus.Failed ? [] : [new CheckFailure
        {
            Case = outcome.FailedCases.FirstOrDefault() ?? check.Name,
            ExceptionType = Thrown().Match(outcome.Message) is { Success: true } thrown ? thrown.Groups["type"].Value : "",
            Message = outcome.Message.Trim(),
            Stack = [.. Frame().Matches(outcome.Stack).Take(40).Select(f => new StackFrameInfo(
                f.Groups["method"].Value.Trim(),
                f.Groups["file"].Success ? SourcePaths.ToTreePath(f.Groups["file"].Value) : null,
                f.Groups["line"].Success ? int.Parse(f.Groups["line"].Value, CultureInfo.InvariantCulture) : 0))],
        }],
    };

    [GeneratedRegex(@"\A\s*(Test method \S+ threw exception:\s*)?(?<type>[A-Za-z_][\w.+`]*Exception)\s*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thrown();

    [GeneratedRegex(@"^\s*at (?<method>[^\n]*?)( in (?<file>[^\n]*?):line (?<line>\d{1,9}))?\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Frame();
}
