using CodeRefine.Agent.Repair;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core.Problems;

namespace CodeRefine.Agent.Tests.Repair;

/// <summary>Several fixes pass the one check that there is; which is offered first, and what is said of the others.</summary>
public sealed class PlausibleRankingTests(RepairWorld world) : IClassFixture<RepairWorld>
{
    private const string Smaller = "public static class C { public static int Larger(int a, int b) => a < b ? a : b; }";
    private const string OneCheck = "[Fact] public void Two_and_three() => Assert.Equal(3, C.Larger(2, 3));";
    private static readonly RepairOptions Patient = new() { CallTime = TimeSpan.FromHours(1) };

    [Fact]
    public async Task The_answer_names_an_input_on_which_the_alternatives_differ()
    {
        var run = await world.StartAsync(SourceTree.From(("C.cs", Smaller)), OneCheck);

        var proposal = await new RepairProposer(world.Builder, Patient).ProposeAsync(run.Session, run.Session.Root, TestContext.Current.CancellationToken);

        Assert.Contains("plausible; others: ", proposal!.Notes, StringComparison.Ordinal);
        Assert.Matches(@"They differ on `Larger\(-?\d+, -?\d+\)`: `.+` or `.+`; this one gives the first\. A check for it would decide\.", proposal.Notes);
    }

    [Fact]
    public async Task Who_is_asked_decides_which_is_offered_first()
    {
        var judge = new KnowsTheLarger();
        var run = await world.StartAsync(SourceTree.From(("C.cs", Smaller)), OneCheck);

        var best = await run.RepairAsync(new RepairProposer(world.Builder, Patient, judge: judge), rounds: 1);

        Assert.NotEmpty(judge.Asked);
        Assert.Contains("asked, the one who knows chose `", best.Proposal!.Notes, StringComparison.Ordinal);
        var sampler = await BehaviourSampler.CreateAsync(world.Builder, run.Session, best.Tree, TestContext.Current.CancellationToken);
        var sample = await sampler!.SampleAsync(best.Tree, TestContext.Current.CancellationToken);
        Assert.All(judge.Asked, q => Assert.Equal(KnowsTheLarger.Of(q.Input), Assert.Single(sample!.Rows.Values, r => r.Input == q.Input).Outcome));
    }

    [Fact]
    public async Task Without_the_comparison_nothing_is_asked()
    {
        var judge = new KnowsTheLarger();
        var run = await world.StartAsync(SourceTree.From(("C.cs", Smaller)), OneCheck);

        await run.RepairAsync(new RepairProposer(world.Builder, Patient with { CompareOnInputs = false }, judge: judge), rounds: 1);

        Assert.Empty(judge.Asked);
        Assert.True(run.Session.Best.Verdict.Passed);
    }

    private sealed class KnowsTheLarger : IPatchJudge
    {
        public string Name => "the one who knows";
        public List<PatchQuestion> Asked { get; } = [];

        public static string Of(string input) => input["Larger(".Length..^1].Split(", ").MaxBy(n => n == "int.MinValue" ? int.MinValue : int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))!;

        public Task<int?> ChooseAsync(PatchQuestion question, CancellationToken cancellationToken)
        {
            var right = question.Answers.ToList().FindIndex(a => a.Outcome == Of(question.Input));
            if (right >= 0)
            {
                Asked.Add(question);
            }

            return Task.FromResult(right >= 0 ? right : (int?)null);
        }
    }
}
