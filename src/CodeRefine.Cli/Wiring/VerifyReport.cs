using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Wiring;

/// <summary>A verdict with its evidence as a document.</summary>
internal static class VerifyReport
{
    public static VerifyDocument Document(Composition composition, Verdict verdict, Critique critique, TimeSpan took) => new()
    {
        Passed = verdict.Passed,
        ExitCode = verdict.Passed ? ExitCodes.Success : ExitCodes.NotSolved,
        Problem = new ProblemView(composition.Problem.Id, composition.Problem.Title),
        Sandbox = composition.Sandbox.Name,
        Verdict = verdict.Kind.ToString(),
        Score = verdict.Score,
        Seconds = Math.Round(took.TotalSeconds, 3),
        Critique = new CritiqueView(critique.Kind.ToString(), critique.Headline, critique.Text, critique.Location?.Path, critique.Location?.Line),
        Diagnostics = [.. verdict.Build.Diagnostics.Select(d => new DiagnosticView(d.Id, d.Severity.ToString(), d.Message, d.Path, d.Line, d.Column))],
        Checks = [.. verdict.Report?.Results.Select(View) ?? []],
    };

    private static CheckView View(CheckResult result) => new(
        result.Check.Id, result.Check.Kind.ToString(), result.Status.ToString(), result.Check.Path, result.Check.Line,
        result.CasesPassed, result.CasesFailed, Math.Round(result.Duration.TotalSeconds, 4), [.. result.Failures.Select(View)]);

    private static FailureView View(CheckFailure failure) => new(
        failure.Case, failure.ExceptionType, failure.Message, failure.Expected, failure.Actual,
        [.. failure.Stack.Select(f => new FrameView(f.Method, f.Path, f.Line))],
        failure.Counterexample is { } c ? new CounterexampleView(c.Seed, c.Original, c.Shrunk, c.Shrinks, c.TestsRun) : null);
}
