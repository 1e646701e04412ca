using CodeRefine.Models.OpenAI;
using CodeRefine.Models.Tests.Servers;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Tests;

public class OpenAIChatClientTests
{
    private const string Secret = "sk-test-0123456789";
    private static readonly ModelOptions Quick = ModelOptions.Default with { OpenAIKey = new ApiKey(Secret), FirstPieceTimeout = TimeSpan.FromSeconds(20), IdleTimeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task I_get_a_streamed_answer_with_its_tokens()
    {
        await using var server = Servers.OpenAI.Serve(Servers.OpenAI.Says("Hello", ", ", "world"));
        using var client = Client(server.Url);
        var response = await client.GetResponseAsync("Hi", new ChatOptions { Seed = 42, Temperature = 0.7f });

        Assert.Equal("Hello, world", response.Text);
        Assert.Equal((11, 3), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        var request = server.Requests.Single();
        Assert.Equal($"Bearer {Secret}", request.Headers["Authorization"]);
        Assert.True(request.Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal("0.7", request.Json.GetProperty("temperature").GetRawText());
        Assert.Equal(42, request.Json.GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task A_server_that_does_not_stream_is_understood_too()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"choices":[{"index":0,"message":{"role":"assistant","content":"whole"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"""));
        using var client = Client(server.Url);
        var response = await client.GetResponseAsync("Hi");

        Assert.Equal(("whole", 3L), (response.Text, response.Usage!.InputTokenCount!.Value));
    }

    [Fact]
    public async Task Thoughts_are_kept_apart_from_the_answer()
    {
        await using var server = Servers.OpenAI.Serve(async (_, reply) =>
        {
            await reply.StreamAsync("text/event-stream");
            await reply.ChunkAsync(Servers.OpenAI.Delta("""{"reasoning_content":"hm"}""") + Servers.OpenAI.Delta("""{"content":"so"}""") + Servers.OpenAI.Finish("stop"));
            await reply.EndAsync();
        });
        using var client = Client(server.Url);

        Assert.Equal("so", (await client.GetResponseAsync("Hi")).Text);
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_never_shown()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync($$$"""{"error":{"message":"Incorrect API key provided: {{{Secret}}}.","type":"invalid_request_error","code":"invalid_api_key"}}""", 401));
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.Unauthorized, error.Failure);
        Assert.Contains("Incorrect API key provided", error.Message);
        Assert.Contains("check OPENAI_API_KEY", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
        Assert.DoesNotContain(Secret, Quick.ToString());
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(Quick));
    }

    [Fact]
    public async Task A_missing_key_is_said()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"error":{"message":"You didn't provide an API key."}}""", 401));
        Assert.Contains("set OPENAI_API_KEY", (await Fails(server.Url, Quick with { OpenAIKey = null })).Message);
    }

    [Fact]
    public async Task An_unknown_model_comes_in_the_servers_words()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"object":"error","message":"The model `gpt-test` does not exist.","code":404}""", 404));
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.UnknownModel, error.Failure);
        Assert.Contains("The model `gpt-test` does not exist.", error.Message);
    }

    [Fact]
    public async Task A_base_address_without_its_version_is_recognised()
    {
        await using var server = Servers.OpenAI.Serve(Servers.OpenAI.Says("ok"));
        using var client = new OpenAIChatClient("gpt-test", Quick with { OpenAIUrl = server.Url }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Hi"));

        Assert.Contains("mostly ends in /v1", error.Message);
    }

    [Fact]
    public async Task A_limit_says_when_to_come_back()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"error":{"message":"Rate limit reached"}}""", 429, "Retry-After: 7"));
        var error = await Fails(server.Url);

        Assert.Equal((ModelFailure.RateLimited, TimeSpan.FromSeconds(7)), (error.Failure, error.RetryAfter));
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_recognised_by_llama_cpps_words()
    {
        await using var server = Servers.OpenAI.Serve((_, reply) => reply.JsonAsync("""{"error":{"code":400,"message":"request (4476 tokens) exceeds the available context size (4096 tokens)","type":"exceed_context_size_error"}}""", 400));
        Assert.Equal(ModelFailure.PromptTooLong, (await Fails(server.Url)).Failure);
    }

    [Fact]
    public async Task Faults_in_the_stream_are_told_apart()
    {
        Assert.Equal(ModelFailure.CutOff, await Fault(reply => reply.EndAsync()));
        Assert.Equal(ModelFailure.CutOff, await Fault(reply => Task.Run(reply.Reset)));
        Assert.Equal(ModelFailure.Malformed, await Fault(reply => reply.ChunkAsync("data: {\"id\": \"1\", \"choices\": [{\n\n")));
        Assert.Equal(ModelFailure.Malformed, await Fault(reply => reply.ChunkAsync("<html>gateway</html>\n")));
        Assert.Equal(ModelFailure.BrokeOff, await Fault(reply => reply.ChunkAsync("data: {\"error\":{\"message\":\"The server had an error\"}}\n\n")));
        Assert.Equal(ModelFailure.Silent, await Fault(reply => reply.HangAsync(), Quick with { IdleTimeout = TimeSpan.FromMilliseconds(300) }));

        static async Task<ModelFailure> Fault(Func<Reply, Task> fault, ModelOptions? options = null)
        {
            await using var server = Servers.OpenAI.Serve(async (_, reply) =>
            {
                await Servers.OpenAI.BeginAsync(reply, "half an");
                await fault(reply);
            });
            return (await Fails(server.Url, options)).Failure;
        }
    }

    [Fact]
    public async Task The_context_length_is_asked_of_the_server()
    {
        await using var server = Servers.OpenAI.Serve(Servers.OpenAI.Says("ok"));
        using var client = Client(server.Url);
        Assert.Equal(16384, await client.GetContextLengthAsync(default));
    }

    [Fact]
    public async Task Doctor_sees_which_models_there_are_and_why_not()
    {
        await using var server = Servers.OpenAI.Serve(Servers.OpenAI.Says("ok"));
        Assert.Equal(["a", "gpt-test"], (await OpenAIServer.ListAsync(Quick with { OpenAIUrl = new Uri(server.Url, "v1") }, TimeProvider.System, default)).Models);

        var gone = await OpenAIServer.ListAsync(Quick with { OpenAIUrl = new Uri(LoopbackServer.NobodyThere(), "v1") }, TimeProvider.System, default);
        Assert.Contains("set OPENAI_BASE_URL", gone.Problem);
    }

    private static OpenAIChatClient Client(Uri url, ModelOptions? options = null) => new("gpt-test", (options ?? Quick) with { OpenAIUrl = new Uri(url, "v1") }, TimeProvider.System);

    private static async Task<ModelException> Fails(Uri url, ModelOptions? options = null)
    {
        using var client = Client(url, options);
        return await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync("Hi"));
    }
}
