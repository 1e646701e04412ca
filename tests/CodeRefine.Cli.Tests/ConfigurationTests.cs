using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Models;

namespace CodeRefine.Cli.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void The_nearest_file_wins_key_by_key()
    {
        using var root = new TestFolder()
            .With("coderefine.json", """{ "attempts": 3, "seed": 7, "limits": { "memoryMegabytes": 256 } }""")
            .With("task/coderefine.json", """
                {
                  // Comments and trailing commas are fine.
                  "attempts": 5,
                }
                """);

        var read = Read(root["task"]);

        Assert.Equal(5, read.Budget.Attempts);
        Assert.Equal(7ul, read.Seed);
        Assert.Equal(256, read.Apply(new()).MemoryMegabytes);
    }

    [Fact]
    public void The_environment_wins_over_files_and_a_flag_over_both()
    {
        using var root = new TestFolder().With("coderefine.json", """{ "attempts": 3, "maxTokens": 100, "time": "1h30m" }""");

        var read = Read(root.Path, new() { [Settings.Attempts] = "9" }, ("CODEREFINE_ATTEMPTS", "8"), ("CODEREFINE_MAX_TOKENS", "200"), ("CODEREFINE_LIMITS_CHECK_TIME", "2s"));

        Assert.Equal(9, read.Budget.Attempts);
        Assert.Equal("--attempts", read.Find(Settings.Attempts)!.Source);
        Assert.Equal(200, read.Budget.Tokens);
        Assert.Equal(TimeSpan.FromMinutes(90), read.Budget.WallTime);
        Assert.Equal(TimeSpan.FromSeconds(2), read.Apply(new()).CheckTime);
    }

    [Theory]
    [InlineData("""{ "atempts": 3 }""", "the key `atempts` is unknown; did you mean `attempts`?")]
    [InlineData("""{ "limits": { "memory": 3 } }""", "the key `limits.memory` is unknown; the keys are ")]
    [InlineData("""{ "limit": { "cpus": 3 } }""", "the key `limit` is unknown; did you mean `limits`?")]
    [InlineData("""{ "sandbox": "dcoker" }""", "sandbox: `dcoker` is not one of auto, docker, bubblewrap, none; did you mean `docker`?")]
    [InlineData("""{ "attempts": true }""", "attempts: true is not a whole number from 0 to 100000.")]
    [InlineData("""{ "sandbox": "none" }""", "sandbox: `none` is only taken when it is typed: `--sandbox none`.")]
    [InlineData("""{ "openai": { "apiKey": "sk-1" } }""", "openai.apiKey: a key does not belong in a configuration file")]
    [InlineData("""{ "prices": { "gpt": { "in": 3 } } }""", "prices.gpt.in is unknown: a model's prices are `input` and `output`")]
    [InlineData("""{ "model": "gpt-4o" }""", "model: The model 'gpt-4o' names no provider; write ollama:gpt-4o")]
    [InlineData("""{ "attempts": 3 """, "line 1: this is not JSON")]
    [InlineData("""[]""", "a configuration is one JSON object")]
    public void A_mistake_names_file_key_and_the_nearest_right_one(string json, string words)
    {
        using var root = new TestFolder().With("coderefine.json", json);

        var wrong = Assert.Throws<UserErrorException>(() => Read(root.Path));

        Assert.StartsWith(root["coderefine.json"], wrong.Message, StringComparison.Ordinal);
        Assert.Contains(words, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_variable_is_named_and_others_are_left_alone()
    {
        using var root = new TestFolder();

        Assert.Contains("CODEREFINE_ATTEMPTS", Assert.Throws<UserErrorException>(() => Read(root.Path, [], ("CODEREFINE_ATEMPTS", "3"))).Message, StringComparison.Ordinal);
        Assert.Empty(Read(root.Path, [], ("CODEREFINE_TESTHOST", "/x"), ("CODEREFINE_REQUIRE_SANDBOXES", "1"), ("CODEREFINE_YES", "1")).Values);
    }

    [Fact]
    public void The_bare_host_is_not_taken_from_the_environment()
    {
        using var root = new TestFolder();

        Assert.Contains("only taken when it is typed", Assert.Throws<UserErrorException>(() => Read(root.Path, [], ("CODEREFINE_SANDBOX", "none"))).Message, StringComparison.Ordinal);
        Assert.Equal("none", Read(root.Path, new() { [Settings.Sandbox] = "none" }).Sandbox);
    }

    [Fact]
    public void A_task_s_own_file_cannot_choose_where_runs_are_written()
    {
        using var root = new TestFolder().With("task/coderefine.json", """{ "state": "../elsewhere" }""").With("mine/coderefine.json", """{ "state": "runs" }""");

        Assert.Contains("may only name a place in it", Assert.Throws<UserErrorException>(() => Read(root["task"])).Message, StringComparison.Ordinal);
        Assert.Equal(root["mine/runs"], Read(root["mine"]).StateFolder);
    }

    [Fact]
    public void A_task_s_own_file_cannot_send_my_key_to_its_server()
    {
        using var root = new TestFolder().With("task/coderefine.json", """{ "model": "openai:m", "openai": { "baseUrl": "https://collector.example/v1" } }""");
        var model = ModelReference.Parse("openai:m");
        string? Key(string name) => name == "OPENAI_API_KEY" ? "sk-secret" : null;

        var refused = Assert.Throws<UserErrorException>(() => ModelSetUp.Options(Read(root["task"]), model, Key));
        Assert.Contains("collector.example", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", refused.Message, StringComparison.Ordinal);

        // Without a key, on this machine, or when it is typed, it is fine.
        Assert.Null(ModelSetUp.Options(Read(root["task"]), model, _ => null).OpenAIKey);
        var typed = Read(root["task"], new() { [Settings.BaseUrl] = "https://collector.example/v1" });
        Assert.Equal("collector.example", ModelSetUp.Options(typed, model, Key).OpenAIUrl.Host);
    }

    [Fact]
    public void A_key_comes_from_the_variable_or_the_file_that_is_named()
    {
        using var root = new TestFolder().With("key.txt", "sk-file\n").With("coderefine.json", """{ "openai": { "apiKeyFile": "key.txt" } }""");
        using var other = new TestFolder().With("coderefine.json", """{ "openai": { "apiKeyEnv": "MY_KEY" } }""");

        Assert.NotNull(ModelSetUp.Options(Read(root.Path), null, _ => null).OpenAIKey);
        Assert.Contains("MY_KEY is not set", Assert.Throws<UserErrorException>(() => ModelSetUp.Options(Read(other.Path), null, _ => null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    public void Times_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("5m1h")]
    [InlineData("999999h")]
    public void Other_texts_are_no_times(string text) => Assert.False(Durations.TryParse(text, out _));

    private static ResolvedConfiguration Read(string folder, Dictionary<Setting, string>? flags = null, params (string Name, string Text)[] environment) =>
        ConfigurationReader.Read(folder, flags ?? [], environment.Select(e => KeyValuePair.Create(e.Name, e.Text)));
}
