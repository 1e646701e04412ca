using CodeRefine.Repositories.Fixing;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Whole issue runs on small repositories, with the real SDK, sandboxes and git, and a model that says what was written down.</summary>
public class SampleRepositoryTests(FixWorld world) : IClassFixture<FixWorld>
{
    [Theory]
    [Trait("Speed", "slow")]
    [InlineData("sums")]
    [InlineData("initials")]
    [InlineData("rates")]
    [InlineData("queue")]
    [InlineData("colours")]
    [InlineData("linked")]
    [InlineData("rows")]
    [InlineData("slugs")]
    public async Task A_repository_is_mended_with_and_without_a_model_and_stays_as_it_is(string name)
    {
        var sample = SampleRepositories.Of(name);
        using var repository = await sample.Files.CommitAsync();
        await LeaveWorkAsync(repository, sample.Changed);
        var before = repository.Fingerprint();
        var prepared = await world.PrepareAsync(repository.Path);

        if (sample.WithoutModel)
        {
            AssertFixed(await world.MendAsync(prepared), sample, [sample.Changed]);
        }

        await using var model = new ScriptedModel(sample.Reproduction is { } test ? [test] : [], [sample.Fix]);
        var result = await world.MendAsync(prepared, r => r with { Issue = sample.Issue, FailingOnly = sample.Reproduction is null }, model);

        AssertFixed(result, sample, result.Reproduction is { } shown ? [sample.Changed, shown.Path] : [sample.Changed]);
        Assert.Equal(sample.Reproduction is not null, result.Reproduction is not null);
        Assert.Contains(result.Location!.Files.Take(2), f => f.Path == sample.Changed);
        Assert.Equal(before, repository.Fingerprint());
    }

    /// <summary>Something staged, something stashed, something changed and something new: none of it is the run's.</summary>
    private static async Task LeaveWorkAsync(SampleRepository repository, string path)
    {
        repository.With("notes.txt", "stashed\n");
        await repository.GitAsync("add", "--all");
        await repository.GitAsync("stash", "--quiet");
        repository.With("staged.txt", "staged\n");
        await repository.GitAsync("add", "staged.txt");
        repository.With(path, "this is being worked on\n").With("new.txt", "new\n");
    }

    private void AssertFixed(FixResult result, Sample sample, string[] changed)
    {
        Assert.True(result.Outcome == FixOutcome.Fixed, $"{sample.Name}: {result.Reason}\n{string.Join('\n', world.Notes)}");
        Assert.Equal(changed.Order(StringComparer.Ordinal), result.Candidate!.Changed.Keys);
        Assert.True(result.Candidate.Verification!.Holds);
    }
}
