using CodeRefine.Repositories.Fixing;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Whole issue runs on small repositories, with the real SDK, sandboxes and git, and a model that says what was written down.</summary>
public class FixTests(FixWorld world) : IClassFixture<FixWorld>
{
    [Theory]
    [InlineData("NTests")]
    [InlineData("MTests")]
    public async Task I_can_mend_what_NUnit_and_MSTest_test_and_line_endings_and_marks_stay(string tests)
    {
        using var repository = await SampleSources.OtherFrameworks().CommitAsync();

        var result = await world.FixAsync(repository.Path, r => r with { Test = tests });

        Assert.True(result.Outcome == FixOutcome.Fixed, $"{result.Reason}\n{string.Join('\n', world.Notes)}");
        var bytes = result.Candidate!.Changed["Names/Initials.cs"]!;
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        Assert.Equal(bytes.Count(b => b == '\n'), bytes.Count(b => b == '\r'));
    }

    [Fact]
    public async Task A_test_that_shows_nothing_is_not_believed()
    {
        var sample = SampleRepositories.Of("slugs");
        using var repository = await sample.Files.CommitAsync();
        string[] answers =
        [
            SampleRepositories.Test("using Xunit;\n\nnamespace Slugs.Tests;\n\npublic class SlugIssueTests\n{\n    [Fact]\n    public void Passes() => Assert.Equal(\"a\", Slug.Of(\"a\"));\n}\n"),
            SampleRepositories.Test("using Xunit;\n\nnamespace Slugs.Tests;\n\npublic class SlugIssueTests\n{\n    [Fact]\n    public void Throws() => Assert.Equal(\"a\", Slug.Of(null!));\n}\n"),
            SampleRepositories.Test("using Xunit;\n\nnamespace Slugs.Tests;\n\npublic class SlugIssueTests\n{\n    [Fact]\n    public void Calls() => Assert.Equal(\"a\", Slug.Make(\"a\"));\n}\n"),
        ];
        await using var model = new ScriptedModel(answers, [sample.Fix]);

        var result = await world.FixAsync(repository.Path, r => r with { Issue = sample.Issue }, model);

        Assert.Equal(FixOutcome.NothingFails, result.Outcome);
        Assert.Null(result.Reproduction);
        Assert.Equal(3, model.Asked.Count);
        Assert.Contains("passes on the code as it is, and must fail", model.Asked.ElementAt(1), StringComparison.Ordinal);
        Assert.Contains("fails by NullReferenceException, of which the issue says nothing", model.Asked.ElementAt(2), StringComparison.Ordinal);
        Assert.Contains("it does not compile", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_its_own_runner_can_run_is_judged_by_it()
    {
        using var repository = await SampleSources.NamesTestedByNUnit()
            .With("NTests/CountTests.cs", "using NUnit.Framework;\nusing Names;\n\n[SetUpFixture]\npublic class Everywhere\n{\n    public static string[] Words = [];\n\n    [OneTimeSetUp]\n    public void SetUp() => Words = [\"a\", \"b\"];\n}\n\n[TestFixture(2)]\npublic class CountTests(int expected)\n{\n    [Test]\n    public void Of_all() => Assert.That(Initials.Count(Everywhere.Words), Is.EqualTo(expected));\n}\n")
            .CommitAsync();
        await using var model = new ScriptedModel([], [SampleRepositories.Of("initials").Fix]);

        var result = await world.FixAsync(repository.Path, model: model);

        Assert.True(result.Outcome == FixOutcome.Fixed, $"{result.Reason}\n{string.Join('\n', world.Notes)}");
        Assert.Contains(result.Notes, n => n.Contains("can't be called without their own runner", StringComparison.Ordinal));
    }
}
