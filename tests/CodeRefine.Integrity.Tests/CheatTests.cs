using CodeRefine.Core.Builds;
using CodeRefine.Core.Verdicts;
using CodeRefine.Integrity.Tests.Support;

namespace CodeRefine.Integrity.Tests;

/// <summary>Candidates that do not solve their task but try to look as if they did.</summary>
public class CheatTests(Books books)
{
    public static TheoryData<string> Cheats => [.. Cheat.All.Select(c => c.Name)];

    public static TheoryData<string, string> CheatsThatTheChecksHold => InEachSandbox(c => c.Rule is null);

    public static TheoryData<string, string> CheatsInEachSandbox => InEachSandbox(_ => true);

    [Theory, MemberData(nameof(Cheats))]
    public async Task The_policy_names_rule_and_line_of_what_no_solution_needs(string name)
    {
        var cheat = Named(name);

        var build = await Books.Builder.BuildAsync(Books.Problem, Books.With(cheat), CancellationToken.None);

        if (cheat.Rule is null)
        {
            Assert.True(build is BuildResult.Success, Told(build));
            return;
        }

        var lines = cheat.Text.Split('\n');
        Assert.True(
            build is BuildResult.Refused refused && refused.Violations.Any(v => v.Rule == cheat.Rule && v.Path == cheat.File && lines[v.Line - 1].Contains(cheat.Word, StringComparison.Ordinal)),
            Told(build));
    }

    [Theory, MemberData(nameof(CheatsThatTheChecksHold))]
    public async Task No_cheat_that_the_policy_lets_pass_comes_out_passed(string kind, string name)
    {
        var cheat = Named(name);

        var verdict = await books.JudgeAsync(kind, Books.Problem, Books.With(cheat));

        Assert.True(verdict.Kind == cheat.Runtime && !verdict.Passed, Told(verdict));
    }

    [Theory, MemberData(nameof(CheatsInEachSandbox))]
    public async Task Without_the_policy_the_run_itself_ends_as_it_should(string kind, string name)
    {
        var cheat = Named(name);

        var verdict = await books.JudgeAsync(kind, Books.Open, Books.With(cheat));

        Assert.True(verdict.Kind == cheat.Runtime, Told(verdict));
    }

    [Fact]
    public void What_only_the_policy_can_hold_is_known_by_name()
    {
        // Candidate and checks share a process: who reads its private state or writes its machine code is not held while it runs.
        Assert.Equal(["40-reads-the-closure-of-a-callback", "46-patched-assertions"], Cheat.All.Where(c => c.HeldByPolicyAlone).Select(c => c.Name));
        Assert.All(Cheat.All, c => Assert.True(c.Rule is not null || !c.HeldByPolicyAlone, c.Name));
        Assert.True(Cheat.All.Count >= 40);
    }

    [Theory, MemberData(nameof(Books.Kinds), MemberType = typeof(Books))]
    public async Task What_solves_the_task_passes_and_what_it_starts_with_does_not(string kind)
    {
        Assert.Equal(VerdictKind.Passed, (await books.JudgeAsync(kind, Books.Problem, Books.Solved)).Kind);
        Assert.Equal(VerdictKind.CheckFailed, (await books.JudgeAsync(kind, Books.Problem, Books.Problem.Sources)).Kind);
    }

    private static TheoryData<string, string> InEachSandbox(Func<Cheat, bool> which)
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in Books.Kinds)
        {
            foreach (var cheat in Cheat.All.Where(which))
            {
                data.Add(kind.Data, cheat.Name);
            }
        }

        return data;
    }

    private static Cheat Named(string name) => Cheat.All.Single(c => c.Name == name);

    private static string Told(BuildResult build) => build is BuildResult.Refused refused
        ? string.Join("\n", refused.Violations.Select(v => $"{v.Rule} {v.Path}:{v.Line} {v.Reason}"))
        : build + string.Join("\n", build.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));

    private static string Told(Verdict verdict) => verdict.Report is { } report
        ? $"{verdict.Kind} {report.End}\n{string.Join("\n", report.Results.Select(r => $"{r.Check.Id} {r.Status} {r.Failures.FirstOrDefault()?.Message}"))}\n{report.Output}"
        : $"{verdict.Kind} {Told(verdict.Build)}";
}
