using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Suites;
using CodeRefine.Evaluation.Tests.Suites;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Evaluation.Tests.Grading;

/// <summary>Judged for real: compiled, and run in a sandbox.</summary>
public sealed class SolutionJudgeTests : IDisposable
{
    private const string Doubled = "        return numbers.Select(n => 2 * n).ToList();\n    }\n";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Rows_are_judged_as_shipped_or_corrected_and_the_verdict_says_why()
    {
        await using var sandbox = await SandboxAsync();
        var path = folder.Write("rows.jsonl", Rows.Sum() + "\n" + Rows.Double() + "\n");
        var (shipped, corrected) = (SuiteLoader.Load(path), SuiteLoader.Load(path, new SuiteOptions { FixEquality = true }));
        using var cache = VerdictCache.Open(folder["verdicts.sqlite"]);
        var judge = new SolutionJudge(new RoslynBuilder(new ReferenceSet(TestHostFolder.Find())), sandbox, _ => TaxonomyKind.Logic, cache, "toolchain");
        async Task<Judgement> Judge(SuiteTask task, string completion) => await judge.JudgeAsync(task, task.Form.Apply(completion).Sources!, 1, useCache: true, TestContext.Current.CancellationToken);

        var right = await Judge(shipped.Tasks[0], Rows.SumAnswer);
        Assert.Equal((VerdictKind.Passed, "", 4, 4, false), (right.Verdict, right.Explanation, right.Grade.Passed, right.Grade.Total, right.Cached));
        var again = await Judge(shipped.Tasks[0], Rows.SumAnswer);
        Assert.Equal((VerdictKind.Passed, true), (again.Verdict, again.Cached));
        var wrong = await Judge(shipped.Tasks[0], Rows.SumAnswer.Replace("<=", "<", StringComparison.Ordinal));
        Assert.Equal((VerdictKind.CheckFailed, 1, 4), (wrong.Verdict, wrong.Grade.Passed, wrong.Grade.Total));
        Assert.Equal("Assert_01 (and 2 more): gives 3, not 6", wrong.Explanation);
        var broken = await Judge(shipped.Tasks[0], "        return summ;\n    }\n");
        Assert.Equal(VerdictKind.CompileError, broken.Verdict);
        Assert.StartsWith("CS0103 The name 'summ' does not exist", broken.Explanation, StringComparison.Ordinal);
        var asserting = await Judge(shipped.Tasks[0], "        Debug.Assert(first > last);\n" + Rows.SumAnswer);
        Assert.Equal(VerdictKind.Crashed, asserting.Verdict);

        var byReference = await Judge(shipped.Tasks[1], Doubled);
        Assert.Equal(VerdictKind.CheckFailed, byReference.Verdict);
        Assert.EndsWith("As shipped the row compares List<long> by reference: no answer passes.", byReference.Explanation, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Passed, (await Judge(corrected.Tasks[1], Doubled)).Verdict);
        Assert.Equal(VerdictKind.CheckFailed, (await Judge(corrected.Tasks[1], "        return numbers;\n    }\n")).Verdict);

        var reversed = SuiteLoader.Load(folder.Write("mbcsp.jsonl", Rows.Mxeval("\n            items.Reverse();\n            return items;\n        }"))).Tasks[0];
        Assert.Equal(VerdictKind.Passed, (await judge.JudgeAsync(reversed, reversed.Reference!, 1, useCache: false, TestContext.Current.CancellationToken)).Verdict);
        Assert.Equal("Assert_01: gives [1, 2], not [2, 1]", (await Judge(reversed, "\n            return items;\n        }")).Explanation);

        await SelfCheckFindsWhatIsWrong(judge, shipped, reversed);
    }

    private async Task SelfCheckFindsWhatIsWrong(SolutionJudge judge, Suite shipped, SuiteTask reversed)
    {
        var check = new SelfCheck(judge, 1);
        Assert.Empty(await check.CheckAsync(shipped.Tasks[0], TestContext.Current.CancellationToken));
        Assert.Empty(await check.CheckAsync(reversed, TestContext.Current.CancellationToken));
        Assert.Equal("cannot pass", Assert.Single(await check.CheckAsync(shipped.Tasks[1], TestContext.Current.CancellationToken)).Kind);

        var toothless = SuiteLoader.Load(folder.Write("toothless.jsonl", Rows.MultiPlE("T", Rows.SumPrompt, null, "Environment.NewLine.Length > 0"))).Tasks[0];
        Assert.Equal("answer that throws passes", Assert.Single(await check.CheckAsync(toothless, TestContext.Current.CancellationToken)).Kind);
        var impossible = SuiteLoader.Load(folder.Write("wrong.jsonl", Rows.Mxeval("\n            return items;\n        }"))).Tasks[0];
        Assert.Equal("reference fails", Assert.Single(await check.CheckAsync(impossible, TestContext.Current.CancellationToken)).Kind);
    }

    private static async Task<Core.Checks.ISandbox> SandboxAsync()
    {
        try
        {
            return await SandboxFactory.CreateAsync(SandboxFactory.Auto, 2, TestContext.Current.CancellationToken);
        }
        catch (Core.UserErrorException missing)
        {
            Assert.False(Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") == "1", missing.Message);
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
