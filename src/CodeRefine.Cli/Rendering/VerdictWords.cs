using CodeRefine.Core.Checks;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Rendering;

/// <summary>Verdicts in people's words; colour never says what the word does not.</summary>
internal static class VerdictWords
{
    public static string Markup(VerdictKind kind) => $"[{Style(kind)}]{Word(kind)}[/]";

    public static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Passed => "passed",
        VerdictKind.CheckFailed => "check failed",
        VerdictKind.PropertyFalsified => "property falsified",
        VerdictKind.CompileError => "compile error",
        VerdictKind.Crashed => "crashed",
        VerdictKind.TimedOut => "timed out",
        VerdictKind.ResourceExceeded => "resource exceeded",
        VerdictKind.PolicyViolation => "policy violation",
        _ => kind.ToString(),
    };

    /// <summary>For example <c>3 of 5 checks pass</c>; empty where none ran.</summary>
    public static string Count(Verdict verdict) => verdict.Report is { } report ? Count(report) : "";

    public static string Count(CheckReport report)
    {
        var gating = report.Results.Count(r => r.Status != CheckStatus.Skipped);
        var passed = report.Results.Count(r => r.Status == CheckStatus.Passed);
        var skipped = report.Results.Length - gating;
        return $"{passed} of {gating} checks pass{(skipped > 0 ? $", {skipped} skipped" : "")}";
    }

    private static string Style(VerdictKind kind) => kind switch
    {
        VerdictKind.Passed => "green",
        VerdictKind.CheckFailed or VerdictKind.PropertyFalsified => "yellow",
        _ => "red",
    };
}
