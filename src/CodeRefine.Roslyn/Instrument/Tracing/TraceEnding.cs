using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>How a traced run ended, from what the sandbox said of it.</summary>
internal static partial class TraceEnding
{
    private const string Budget = "Step budget exceeded: ";

    public static TraceEnd Of(CheckResult result, HostEnd end, ImmutableArray<string> candidate)
    {
        if (result.Status is CheckStatus.Passed or CheckStatus.Skipped)
        {
            return new(TraceEndKind.Passed, "The check passes.");
        }

        if (result.Failures.FirstOrDefault() is not { } failure)
        {
            return new(TraceEndKind.Died, end.Detail.Length > 0 ? end.Detail : $"The check ended as {result.Status}.");
        }

        var place = failure.Stack.FirstOrDefault(f => f.Path is { } path && candidate.Contains(path));
        var (path, line) = (place?.Path, place?.Line ?? 0);
        if (failure.Message.IndexOf(Budget, StringComparison.Ordinal) is >= 0 and var at)
        {
            var reason = FirstLine(failure.Message[(at + Budget.Length)..]);
            return new(TraceEndKind.Endless, Steps().Match(reason) is { Success: true } steps && long.TryParse(steps.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
                ? string.Create(CultureInfo.InvariantCulture, $"Stopped after {most:N0} loop rounds and calls.")
                : $"Stopped: {reason}.", path, line);
        }

        var wrong = failure.Counterexample is not null && failure.ExceptionType.Length == 0 || failure.ExceptionType.StartsWith("Xunit.", StringComparison.Ordinal) || failure.ExceptionType.StartsWith("CodeRefine.Properties.", StringComparison.Ordinal) && place is null;
        return wrong
            ? new(TraceEndKind.WrongAnswer, failure is { Expected: { } expected, Actual: { } actual } ? $"Expected {FirstLine(expected)}, got {FirstLine(actual)}." : FirstLine(failure.Observed))
            : new(TraceEndKind.Exception, $"{failure.ExceptionType[(failure.ExceptionType.LastIndexOf('.') + 1)..]}: {FirstLine(Said(failure))}", path, line);
    }

    /// <summary>A property's failure names the exception again.</summary>
    private static string Said(CheckFailure failure)
    {
        var name = failure.ExceptionType[(failure.ExceptionType.LastIndexOf('.') + 1)..] + ": ";
        return failure.Observed.StartsWith(name, StringComparison.Ordinal) ? failure.Observed[name.Length..] : failure.Observed;
    }

    public static bool IsDepth(CheckResult result) => result.Failures.Any(f => f.Message.Contains(Budget, StringComparison.Ordinal) && f.Message.Contains("calls inside", StringComparison.Ordinal));

    [GeneratedRegex(@"^more than (\d+) steps$", RegexOptions.CultureInvariant)]
    private static partial Regex Steps();

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\n', '\r');
        line = end < 0 ? line : line[..end];
        return line.Length <= 300 ? line.ToString() : line[..299].ToString() + "…";
    }
}
