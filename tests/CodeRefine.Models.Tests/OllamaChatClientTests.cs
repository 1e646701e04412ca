using CodeRefine.Models.Ollama;
using CodeRefine.Models.Tests.Servers;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Tests;

public class OllamaChatClientTests
{
    private static readonly ModelOptions Quick = ModelOptions.Default with { FirstPieceTimeout = TimeSpan.FromSeconds(20), IdleTimeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task I_get_a_streamed_answer_with_its_tokens()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("Hello", ", ", "wörld ✓"));
        using var client = Client(server.Url);
        var pieces = new List<string>();
        var response = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Hi"))
        {
            response.Add(update);
            pieces.Add(update.Text);
        }

        var whole = response.ToChatResponse();
        Assert.Equal("Hello, wörld ✓", whole.Text);
        Assert.Equal(["Hello", ", ", "wörld ✓"], pieces.Where(p => p.Length > 0));
        Assert.Equal((11, 3), (whole.Usage!.InputTokenCount, whole.Usage.OutputTokenCount));
        Assert.Equal(ChatFinishReason.Stop, whole.FinishReason);
    }

    [Fact]
    public async Task The_request_says_model_temperature_seed_keep_alive_and_settings_and_none_of_our_tags()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"));
        var reference = ModelReference.Parse($"ollama:qwen2.5-coder:7b?top_k=5&think=false&keep_alive=1h&url={server.Url}");
        using var client = ModelFactory.Create(reference, Quick, TimeProvider.System);
        var options = new ChatOptions { Seed = 42 };
        options.TagTemplate("solve", "abc");
        await client.GetResponseAsync("Hi", options);

        var body = server.Requests.Single(r => r.Path == "/api/chat").Json;
        Assert.Equal("qwen2.5-coder:7b", body.GetProperty("model").GetString());
        Assert.Equal("1h", body.GetProperty("keep_alive").GetString());
        Assert.False(body.GetProperty("think").GetBoolean());
        Assert.False(body.GetProperty("truncate").GetBoolean());
        var sent = body.GetProperty("options");
        Assert.Equal("0.2", sent.GetProperty("temperature").GetRawText());
        Assert.Equal(42, sent.GetProperty("seed").GetInt32());
        Assert.Equal(5, sent.GetProperty("top_k").GetInt32());
        Assert.DoesNotContain("coderefine", body.GetRawText());
    }

    [Theory]
    [InlineData(100, 8192)]
    [InlineData(10_000, 16384)]
    [InlineData(25_000, 32768)]
    public async Task The_window_follows_the_prompts_size_and_leaves_room_for_the_answer(int words, int expected)
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"));
        using var client = Client(server.Url);
        await client.GetResponseAsync(string.Join(' ', Enumerable.Repeat("word", words)));

        var sent = server.Requests.Single(r => r.Path == "/api/chat").Json.GetProperty("options");
        var window = sent.GetProperty("num_ctx").GetInt32();
        Assert.Equal(expected, window);
        Assert.InRange(sent.GetProperty("num_predict").GetInt32(), 4096, window - words);
    }

    [Fact]
    public async Task The_window_does_not_shrink_since_that_would_load_the_model_anew()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"));
        using var client = Client(server.Url);
        await client.GetResponseAsync(string.Join(' ', Enumerable.Repeat("word", 10_000)));
        await client.GetResponseAsync("short");

        Assert.Equal([16384, 16384], server.Requests.Where(r => r.Path == "/api/chat").Select(r => r.Json.GetProperty("options").GetProperty("num_ctx").GetInt32()));
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_an_error_and_is_not_sent()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"), context: 4096);
        var error = await Fails(server.Url, prompt: string.Join(' ', Enumerable.Repeat("word", 9000)));

        Assert.Equal(ModelFailure.PromptTooLong, error.Failure);
        Assert.Contains("holds 4096", error.Message);
        Assert.DoesNotContain(server.Requests, r => r.Path == "/api/chat");
    }

    [Fact]
    public async Task A_prompt_that_the_server_shortened_after_all_is_an_error()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "an answer to half a question");
            await reply.ChunkAsync(Servers.Ollama.Done(8192, 7));
            await reply.EndAsync();
        });
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.PromptTooLong, error.Failure);
        Assert.Contains("shortened the prompt", error.Message);
    }

    [Fact]
    public async Task A_model_that_is_not_pulled_is_answered_with_the_command()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"));
        var error = await Fails(server.Url, model: "missing");

        Assert.Equal(ModelFailure.UnknownModel, error.Failure);
        Assert.Contains("`ollama pull missing`", error.Message);
    }

    [Fact]
    public async Task Where_nothing_listens_I_am_told_how_to_start_it()
    {
        var url = LoopbackServer.NobodyThere();
        var error = await Fails(url);

        Assert.Equal(ModelFailure.Unreachable, error.Failure);
        Assert.StartsWith($"No Ollama server answers at {url.ToString().TrimEnd('/')} (", error.Message);
        Assert.Contains("`ollama serve`", error.Message);
    }

    [Fact]
    public async Task An_error_in_the_middle_comes_in_the_servers_words()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            await reply.ChunkAsync("""{"error":"an error was encountered while running the model: CUDA error"}""" + "\n");
            await reply.EndAsync();
        });
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.BrokeOff, error.Failure);
        Assert.Contains("CUDA error", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_is_cut_off_is_an_error(bool reset)
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            await (reset ? Task.Run(reply.Reset) : reply.EndAsync());
        });
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.CutOff, error.Failure);
        Assert.Contains("cut its answer off", error.Message);
    }

    [Fact]
    public async Task Broken_JSON_is_shown_by_its_first_characters()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            await reply.ChunkAsync("{\"model\": \"m\u0007\", \"message\": {\"role\": \"assist\n");
            await reply.EndAsync();
        });
        var error = await Fails(server.Url);

        Assert.Equal(ModelFailure.Malformed, error.Failure);
        Assert.EndsWith("it begins: {\"model\": \"m \", \"message\": {\"role\": \"assist", error.Message);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_on()
    {
        await using var server = Servers.Ollama.Serve((_, reply) => reply.HangAsync());
        var error = await Fails(server.Url, Quick with { FirstPieceTimeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(ModelFailure.NoAnswer, error.Failure);
        Assert.Contains("sent nothing for 0.3 s", error.Message);
    }

    [Fact]
    public async Task A_server_that_falls_silent_in_the_middle_is_given_up_on()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            await reply.HangAsync();
        });
        var error = await Fails(server.Url, Quick with { IdleTimeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(ModelFailure.Silent, error.Failure);
        Assert.Contains("fell silent in the middle", error.Message);
    }

    [Fact]
    public async Task A_slow_answer_has_a_limit_for_the_whole()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply);
            while (true)
            {
                await reply.ChunkAsync(Servers.Ollama.Piece("word "));
                await Task.Delay(50);
            }
        });
        var error = await Fails(server.Url, Quick with { OverallTimeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal(ModelFailure.TooSlow, error.Failure);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_and_says_so()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says(new string('x', 5_000_000)));
        using var client = Client(server.Url);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Hi"))
        {
            updates.Add(update);
        }

        Assert.Equal(1 << 20, updates.ToChatResponse().Text.Length);
        Assert.Contains("cut at 1048576 characters", CallTags.NoteOf(updates[^1]));
    }

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await reply.StreamAsync("application/x-ndjson");
            var megabyte = new string('x', 1 << 20);
            while (true)
            {
                await reply.ChunkAsync(megabyte);
            }
        });

        Assert.Equal(ModelFailure.Malformed, (await Fails(server.Url)).Failure);
    }

    [Fact]
    public async Task An_empty_answer_is_an_answer()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says());
        using var client = Client(server.Url);
        Assert.Equal("", (await client.GetResponseAsync("Hi")).Text);
    }

    [Fact]
    public async Task I_can_cancel_in_the_middle()
    {
        await using var server = Servers.Ollama.Serve(async (_, reply) =>
        {
            await Servers.Ollama.BeginAsync(reply, "half an");
            await reply.HangAsync();
        });
        using var client = Client(server.Url);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync("Hi", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Doctor_sees_which_models_there_are_and_why_not()
    {
        await using var server = Servers.Ollama.Serve(Servers.Ollama.Says("ok"));
        var there = await OllamaServer.ListAsync(Quick with { OllamaUrl = server.Url }, TimeProvider.System, default);
        Assert.True(there.Answers);
        Assert.Equal(["a:1b", "qwen2.5-coder:7b"], there.Models);

        var gone = await OllamaServer.ListAsync(Quick with { OllamaUrl = LoopbackServer.NobodyThere() }, TimeProvider.System, default);
        Assert.False(gone.Answers);
        Assert.Contains("No Ollama server answers", gone.Problem);
    }

    private static OllamaChatClient Client(Uri url, ModelOptions? options = null, string model = "m") => new(model, (options ?? Quick) with { OllamaUrl = url }, TimeProvider.System);

    private static async Task<ModelException> Fails(Uri url, ModelOptions? options = null, string model = "m", string prompt = "Hi")
    {
        using var client = Client(url, options, model);
        return await Assert.ThrowsAsync<ModelException>(() => client.GetResponseAsync(prompt));
    }
}
