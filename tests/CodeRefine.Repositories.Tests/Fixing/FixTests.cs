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
}
