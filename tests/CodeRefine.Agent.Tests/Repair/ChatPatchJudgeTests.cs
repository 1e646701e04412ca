using CodeRefine.Agent.Prompts;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Models;

namespace CodeRefine.Agent.Tests.Repair;

/// <summary>A model is asked which outcome the statement wants.</summary>
public sealed class ChatPatchJudgeTests
{
    private static readonly PatchQuestion Question = new("The largest number, or 0 of none.", "Largest([])", [new("int.MinValue", "from the first"), new("0", "from zero")]);

    [Theory]
    [InlineData("An empty list gives 0.\nCHOICE: 2", 1)]
    [InlineData("CHOICE: 1 would be wrong, since the task says 0.\n\n**CHOICE: 2**", 1)]
    [InlineData("The task does not say.\nCHOICE: 0", null)]
    [InlineData("CHOICE: 7", null)]
    [InlineData("I can't tell.", null)]
    public async Task Its_last_word_counts_where_it_is_one_of_the_answers(string answer, int? chosen)
    {
        var model = new ScriptedModel(answer);

        Assert.Equal(chosen, await new ChatPatchJudge(model, new PromptLibrary()).ChooseAsync(Question, TestContext.Current.CancellationToken));
        var prompt = Assert.Single(model.Prompts);
        Assert.Contains("The largest number, or 0 of none.", prompt, StringComparison.Ordinal);
        Assert.Contains("Largest([])", prompt, StringComparison.Ordinal);
        Assert.Contains("1. `int.MinValue`\n2. `0`", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_leaves_the_ranking_as_it_is() =>
        Assert.Null(await new ChatPatchJudge(new ScriptedModel(new ModelException(ModelFailure.Unreachable, "It is busy.")), new PromptLibrary()).ChooseAsync(Question, TestContext.Current.CancellationToken));
}
