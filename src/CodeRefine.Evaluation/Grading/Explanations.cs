using System.Globalization;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Grading;

/// <summary>One line for people: why a solution failed.</summary>
internal static class Explanations
{
    private const int Longest = 300;

    public static string Of(Verdict verdict, SuiteTask task)
    {
        var said = verdict.Build switch
        {
            BuildResult.Failure failure => Compiler(failure),
            BuildResult.Refused { Violations: [var first, ..] } => $"refused: {first.Reason} ({first.Path}:{first.Line})",
            _ => Run(verdict.Report!),
        };
        return OneLine(task.Warning.Length > 0 && verdict.Kind == VerdictKind.CheckFailed ? $"{said}; {task.Warning}" : said);
    }

    private static string Compiler(BuildResult.Failure failure)
    {
        var errors = failure.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var more = errors.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {errors.Count - 1} more)") : "";
        var whose = failure.Part switch
        {
            FailedPart.Checks => "the checks do not compile by themselves: ",
            FailedPart.ChecksAgainstCandidate => "it lacks what the checks use: ",
            _ => "",
        };
        return errors.Count == 0 ? whose + "it does not compile" : string.Create(CultureInfo.InvariantCulture, $"{whose}{errors[0].Id} {errors[0].Message} ({errors[0].Path}:{errors[0].Line}){more}");
    }

    private static string Run(CheckReport report)
    {
        var bad = report.Results.FirstOrDefault(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped));
        var count = report.Results.Count(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped));
        var more = count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {count - 1} more)") : "";
        if (report.End.Kind != HostEndKind.Completed)
        {
            return $"{report.End.Kind}{(bad is null ? "" : $" in {bad.Check.Name}")}{(report.End.Detail.Length > 0 ? $": {report.End.Detail}" : "")}";
        }

        return bad is null ? "no check passed" : $"{bad.Check.Name}{more}: {(bad.Failures is [var failure, ..] ? Failure(failure) : bad.Status.ToString())}";
    }

    private static string Failure(CheckFailure failure) => failure switch
    {
        { Counterexample: { } found } => $"falsified by ({string.Join(", ", found.Shrunk)})",
        { Expected: { } expected, Actual: { } actual } => $"gives {Short(actual)}, not {Short(expected)}",
        _ when failure.ExceptionType.StartsWith("Xunit.", StringComparison.Ordinal) => failure.Message,
        _ => $"{failure.ExceptionType}: {failure.Message}",
    };

    private static string Short(string value) => value.Length <= 80 ? value : value[..77] + "…";

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }
}
