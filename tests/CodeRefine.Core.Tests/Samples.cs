using CodeRefine.Core.Builds;
using CodeRefine.Core.Checks;

namespace CodeRefine.Core.Tests;

internal static class Samples
{
    public static BuildResult.Success Built(params string[] ids) => Built([.. ids.Select(id => (id, CheckKind.Test))]);

    public static BuildResult.Success Built((string Id, CheckKind Kind)[] checks) => new()
    {
        Diagnostics = [],
        Candidate = new AssemblyImage("Candidate", [], []),
        ChecksImage = new AssemblyImage("Checks", [], []),
        Checks = [.. checks.Select((c, i) => new Check(c.Id, c.Kind, "tests/T.cs", i + 1))],
    };

    public static BuildResult.Failure Broken(int errors) => new()
    {
        Part = FailedPart.Candidate,
        Diagnostics = [.. Enumerable.Range(1, errors).Select(i => new BuildDiagnostic("CS1002", DiagnosticSeverity.Error, "; expected", "a.cs", i, 1, i, 2))],
    };

    public static CheckReport Report(BuildResult.Success built, HostEnd end, params CheckStatus[] statuses) => new()
    {
        End = end,
        Results = [.. built.Checks.Zip(statuses, (check, status) => new CheckResult { Check = check, Status = status, CasesPassed = status == CheckStatus.Passed ? 1 : 0, CasesFailed = status == CheckStatus.Failed ? 1 : 0 })],
    };
}
