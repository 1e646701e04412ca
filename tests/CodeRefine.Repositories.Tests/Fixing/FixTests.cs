using CodeRefine.Repositories.Fixing;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Whole issue runs on small repositories, with the real SDK, sandboxes and git.</summary>
public class FixTests(FixWorld world) : IClassFixture<FixWorld>
{
    [Fact]
    public async Task I_can_make_the_failing_tests_of_a_repository_pass_without_a_model()
    {
        using var repository = await SampleSources.TwoProjects().CommitAsync();
        var before = repository.Fingerprint();

        var result = await world.FixAsync(repository.Path);

        Assert.True(result.Outcome == FixOutcome.Fixed, $"{result.Reason}\n{string.Join('\n', world.Notes)}");
        Assert.Equal(["src/Lib/Maths.cs"], result.Candidate!.Changed.Keys);
        Assert.Contains("+            return a + b;", result.Candidate.Patch);
        Assert.Equal(before, repository.Fingerprint());
    }

    [Theory]
    [InlineData("NTests")]
    [InlineData("MTests")]
    public async Task I_can_mend_what_NUnit_and_MSTest_test_and_line_endings_and_marks_stay(string tests)
    {
        using var repository = await SampleSources.OtherFrameworks().CommitAsync();
        var before = repository.Fingerprint();

        var result = await world.FixAsync(repository.Path, r => r with { Test = tests });

        Assert.True(result.Outcome == FixOutcome.Fixed, $"{result.Reason}\n{string.Join('\n', world.Notes)}");
        var bytes = result.Candidate!.Changed["Names/Initials.cs"]!;
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        Assert.Equal(bytes.Count(b => b == '\n'), bytes.Count(b => b == '\r'));
        Assert.Equal(before, repository.Fingerprint());
    }
}
