using CodeRefine.Core;

namespace CodeRefine.Models.Tests;

public class ModelReferenceTests
{
    [Theory]
    [InlineData("ollama:qwen2.5-coder:7b", ModelProvider.Ollama, "qwen2.5-coder:7b")]
    [InlineData(" OpenAI:org/model-1 ", ModelProvider.OpenAI, "org/model-1")]
    [InlineData("ollama:hf.co/a/b:Q4_K_M", ModelProvider.Ollama, "hf.co/a/b:Q4_K_M")]
    public void I_name_a_model_by_provider_and_name(string text, ModelProvider provider, string name)
    {
        var model = ModelReference.Parse(text);
        Assert.Equal((provider, name), (model.Provider, model.Name));
    }

    [Fact]
    public void Options_after_the_question_mark_take_the_place_of_configured_ones()
    {
        var model = ModelReference.Parse("openai:m?url=http://127.0.0.1:8000/v1&temperature=0.7&context=9000&answer=512&top_p=0.9");
        var options = model.Apply(ModelOptions.Default);

        Assert.Equal("http://127.0.0.1:8000/v1", options.OpenAIUrl.ToString());
        Assert.Equal((0.7f, 9000, 512), (options.Temperature!.Value, options.ContextLength!.Value, options.AnswerTokens));
        Assert.Equal(["top_p"], model.ServerSettings.Keys);
        Assert.Equal(model.ToString(), ModelReference.Parse(model.ToString()).ToString());
        Assert.Null(ModelReference.Parse("openai:m?temperature=default").Apply(ModelOptions.Default).Temperature);
    }

    [Theory]
    [InlineData("qwen2.5-coder:7b", "write ollama:qwen2.5-coder:7b for an Ollama server")]
    [InlineData("olama:m", "write ollama:NAME")]
    [InlineData("", "write ollama:NAME for an Ollama server")]
    [InlineData("ollama:", "write it as ollama:qwen2.5-coder:7b")]
    [InlineData("openai:m?temprature=1", "did you mean temperature?")]
    [InlineData("openai:m?temperature=hot", "a number from 0 to 2, or default")]
    [InlineData("openai:m?temperature", "write it as temperature=VALUE")]
    [InlineData("ollama:m?num_ctx=5", "use context")]
    [InlineData("ollama:m?context=5", "from 256 to 10000000")]
    public void What_is_wrong_is_named_with_what_is_right(string text, string hint) => Assert.Contains(hint, Assert.Throws<UserErrorException>(() => ModelReference.Parse(text)).Message);

    [Fact]
    public void The_environment_says_where_servers_are()
    {
        var variables = new Dictionary<string, string?> { ["OLLAMA_HOST"] = "0.0.0.0", ["OPENAI_BASE_URL"] = "http://box:8000/v1", ["OPENAI_API_KEY"] = " key " };
        var options = ModelOptions.Default.WithEnvironment(variables.GetValueOrDefault);

        Assert.Equal("http://127.0.0.1:11434/", options.OllamaUrl.ToString());
        Assert.Equal("http://box:8000/v1", options.OpenAIUrl.ToString());
        Assert.Equal("key", options.OpenAIKey!.Reveal());
        Assert.Contains("OPENAI_BASE_URL", Assert.Throws<UserErrorException>(() => ModelOptions.Default.WithEnvironment(n => n == "OPENAI_BASE_URL" ? "ftp://x" : null)).Message);
        Assert.Contains("OPENAI_API_KEY", Assert.Throws<UserErrorException>(() => ModelOptions.Default.WithEnvironment(n => n == "OPENAI_BASE_URL" ? "http://user:pass@x/v1" : null)).Message);
    }
}
