using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Events;
using CodeRefine.Models.Middleware;
using CodeRefine.Models.Tests.Servers;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Tests;

public class MiddlewareTests
{
    private static readonly ModelPrices Prices = new(1m, 10m);
    private readonly List<RunEvent> events = [];

    [Fact]
    public async Task A_call_is_drawn_on_the_budget_before_and_settled_after()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("a", "b"));
        var budget = NewBudget(new BudgetLimits { ModelCalls = 1 });
        using var client = Run(server.Url, budget);
        await client.GetResponseAsync("Hi");

        Assert.Equal((1, 11, 2, (11m + 20m) / 1_000_000m), (budget.Use.ModelCalls, budget.Use.PromptTokens, budget.Use.AnswerTokens, budget.Use.Money));
        var spent = await Assert.ThrowsAsync<BudgetExhaustedException>(() => client.GetResponseAsync("Hi"));
        Assert.Equal("1 model calls", spent.Limit);
        Assert.Single(server.Requests, r => r.Path == "/api/chat");
        Assert.Single(events.OfType<RunEvent.ModelCallStarted>());
    }

    [Fact]
    public async Task A_call_that_failed_gives_its_reserved_tokens_back()
    {
        var budget = NewBudget(new BudgetLimits { Tokens = 100 });
        using var client = Run(LoopbackServer.NobodyThere(), budget);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Some words that take a few tokens"));
        }

        Assert.Equal((20, 0L, 0m), (budget.Use.ModelCalls, budget.Use.PromptTokens, budget.Use.Money));
    }

    [Fact]
    public async Task The_wall_time_that_is_left_ends_a_call_that_goes_on()
    {
        await using var server = Servers.Ollama.Serve((_, reply) => reply.HangAsync());
        using var client = Run(server.Url, new Budget(new BudgetLimits { WallTime = TimeSpan.FromMilliseconds(400) }, TimeProvider.System));

        var spent = await Assert.ThrowsAsync<BudgetExhaustedException>(() => client.GetResponseAsync("Hi"));
        Assert.Equal("0.4 s", spent.Limit);
        Assert.NotNull(Assert.Single(events.OfType<RunEvent.ModelCallEnded>()).Error);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_after_the_pause_that_it_wants()
    {
        var asked = 0;
        await using var server = Servers.OpenAI.Serve((request, reply) => ++asked switch
        {
            1 => reply.JsonAsync("""{"error":"server busy"}""", 503),
            2 => reply.JsonAsync("""{"error":{"message":"Rate limit reached"}}""", 429, "Retry-After: 17"),
            _ => Servers.OpenAI.Says("at last")(request, reply),
        });
        var time = new HastyTime();
        using var client = ModelFactory.Create(ModelReference.Parse($"openai:m?url={server.Url}v1"), ModelOptions.Default, time, events.Add);

        Assert.Equal("at last", (await client.GetResponseAsync("Hi")).Text);
        Assert.Equal(3, asked);
        Assert.Contains(TimeSpan.FromSeconds(1), time.Waits);
        Assert.Contains(TimeSpan.FromSeconds(17), time.Waits);
        Assert.Contains("Trying again in 1 s.", ((RunEvent.Progress)events[0]).Text);
        Assert.Contains("Trying again in 17 s.", ((RunEvent.Progress)events[1]).Text);
    }

    [Fact]
    public async Task A_server_that_wants_too_long_a_pause_is_given_up_on_at_once()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"error":{"message":"Quota"}}""", 429, "Retry-After: 3600"));
        using var client = ModelFactory.Create(ModelReference.Parse($"openai:m?url={server.Url}v1"), ModelOptions.Default, TimeProvider.System);

        await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Hi"));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_broke_off_after_its_first_words_is_not_asked_again()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            reply.Reset();
        });
        using var client = ModelFactory.Create(ModelReference.Parse($"ollama:m?url={server.Url}"), ModelOptions.Default, TimeProvider.System);

        await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Hi"));
        Assert.Single(server.Requests, r => r.Path == "/api/chat");
    }

    [Fact]
    public async Task The_journal_has_each_call_with_prompt_template_and_whole_answer()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("a", "b"));
        using var client = Run(server.Url, NewBudget(new BudgetLimits()));
        var options = new ChatOptions();
        options.TagTemplate("solve", "hash-of-template");
        await client.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi")], options);

        var started = Assert.IsType<RunEvent.ModelCallStarted>(events[0]);
        Assert.Equal((1, "m", "solve", "hash-of-template"), (started.Call, started.Model, started.Template, started.TemplateHash));
        Assert.Equal([new ChatTurn("system", "Be brief."), new ChatTurn("user", "Hi")], started.Prompt);
        Assert.Equal(["a", "b"], events.OfType<RunEvent.ModelText>().Select(t => t.Text));
        var ended = Assert.IsType<RunEvent.ModelCallEnded>(events[^1]);
        Assert.Equal((1, started.PromptHash, "ab", 11L, 2L), (ended.Call, ended.PromptHash, ended.Answer, ended.PromptTokens, ended.AnswerTokens));
        Assert.Null(ended.Error);
    }

    [Fact]
    public async Task A_failed_call_is_in_the_journal_with_its_reason()
    {
        using var client = Run(LoopbackServer.NobodyThere(), NewBudget(new BudgetLimits()));
        await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Hi"));

        var ended = Assert.Single(events.OfType<RunEvent.ModelCallEnded>());
        Assert.Null(ended.Answer);
        Assert.StartsWith("No Ollama server answers", ended.Error);
    }

    [Fact]
    public async Task I_can_replay_answers_in_their_order_and_am_told_when_one_is_missing()
    {
        var turn = 0;
        await using var server = Servers.Ollama.Serve((request, reply) => Servers.Ollama.Says($"answer {++turn}")(request, reply));
        using (var live = Run(server.Url, NewBudget(new BudgetLimits())))
        {
            await live.GetResponseAsync("Hi");
            await live.GetResponseAsync("Hi");
        }

        var journal = events.ToList();
        var budget = NewBudget(new BudgetLimits());
        using var replay = ModelFactory.ForRun(null, "m", budget, Prices, TimeProvider.System, events.Add, new RecordedAnswers(journal));
        Assert.Equal("answer 1", (await replay.GetResponseAsync("Hi")).Text);
        Assert.Equal("answer 2", (await replay.GetResponseAsync("Hi")).Text);
        Assert.Equal((2, 22L, 2L), (budget.Use.ModelCalls, budget.Use.PromptTokens, budget.Use.AnswerTokens));
        Assert.Contains("no answer for this prompt", (await Assert.ThrowsAsync<UserErrorException>(() => replay.GetResponseAsync("Hi"))).Message);
    }

    [Fact]
    public async Task A_replay_with_a_model_asks_it_for_what_is_missing()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("live"));
        using var inner = ModelFactory.Create(ModelReference.Parse($"ollama:m?url={server.Url}"), ModelOptions.Default, TimeProvider.System);
        using var replay = ModelFactory.ForRun(inner, "m", NewBudget(new BudgetLimits()), Prices, TimeProvider.System, events.Add, new RecordedAnswers([]));

        Assert.Equal("live", (await replay.GetResponseAsync("Hi")).Text);
        Assert.Equal(32768, await replay.GetService<IContextLength>()!.GetContextLengthAsync(default));
    }

    private static Budget NewBudget(BudgetLimits limits) => new(limits, TimeProvider.System);

    private IChatClient Run(Uri url, Budget budget)
    {
        var client = ModelFactory.Create(ModelReference.Parse($"ollama:m?url={url}"), ModelOptions.Default, TimeProvider.System);
        return ModelFactory.ForRun(client, "m", budget, Prices, TimeProvider.System, events.Add);
    }
}
