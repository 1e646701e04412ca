using CodeRefine.Cli.Configuration;
using CodeRefine.Core;
using CodeRefine.Models;

namespace CodeRefine.Cli.Wiring;

/// <summary>Turns settings into a model reference and its options, key included: the one place that reads keys.</summary>
internal static class ModelSetUp
{
    private const string UsualKeyVariable = "OPENAI_API_KEY";
    private const int LongestKeyFile = 64 << 10;

    /// <param name="written">The model as the user wrote it; null for the configured one.</param>
    public static ModelPrices Prices(ResolvedConfiguration configuration, ModelReference model, string? written = null) =>
        (configuration.PriceOf(written ?? configuration.Model ?? "") ?? configuration.PriceOf(model.Name)) is { } price ? new ModelPrices(price.Input, price.Output) : ModelPrices.Free;

    /// <param name="model">Null where the servers are only to be looked at.</param>
    /// <exception cref="UserErrorException">A key can't be read, or would go where nobody but the task's own file sends it.</exception>
    public static ModelOptions Options(ResolvedConfiguration configuration, ModelReference? model, Func<string, string?> variable)
    {
        // The usual key only where no other is named; an empty variable is none.
        var options = ModelOptions.Default.WithEnvironment(name => name == UsualKeyVariable ? null : variable(name));
        options = options with
        {
            OllamaUrl = Url(configuration, model, ModelProvider.Ollama, Settings.OllamaBaseUrl) ?? options.OllamaUrl,
            OpenAIUrl = Url(configuration, model, ModelProvider.OpenAI, Settings.OpenAIBaseUrl) ?? options.OpenAIUrl,
            OpenAIKey = Key(configuration, variable),
            Temperature = (float)configuration.Temperature,
            ContextLength = configuration.Whole(Settings.ContextTokens) ?? options.ContextLength,
            AnswerTokens = configuration.Whole(Settings.AnswerTokens) ?? options.AnswerTokens,
            KeepAlive = configuration.Text(Settings.OllamaKeepAlive) ?? options.KeepAlive,
        };
        if (model is { Provider: ModelProvider.OpenAI } && options.OpenAIKey is not null)
        {
            RequireTrusted(configuration, model.Apply(options).OpenAIUrl);
        }

        return options;
    }

    private static Uri? Url(ResolvedConfiguration configuration, ModelReference? model, ModelProvider provider, Setting own)
    {
        var text = (model?.Provider == provider ? configuration.Text(Settings.BaseUrl) : null) ?? configuration.Text(own);
        return text is null ? null : new Uri(text);
    }

    private static ApiKey? Key(ResolvedConfiguration configuration, Func<string, string?> variable)
    {
        if (configuration.Find(Settings.OpenAIKeyFile) is { } file)
        {
            return ApiKey.FromText(ReadFirstLine(file)) ?? throw new UserErrorException($"{file.Source}: {Settings.OpenAIKeyFile.Key}: the first line of {file.Text} holds no key.");
        }

        if (configuration.Find(Settings.OpenAIKeyVariable) is { } named)
        {
            return ApiKey.FromText(variable(named.Text)) ?? throw new UserErrorException($"{named.Source}: {Settings.OpenAIKeyVariable.Key}: the environment variable {named.Text} is not set.", UserErrorKind.Environment);
        }

        return ApiKey.FromText(variable(UsualKeyVariable));
    }

    private static string ReadFirstLine(SettingValue file)
    {
        try
        {
            if (new FileInfo(file.Text).Length > LongestKeyFile)
            {
                throw new UserErrorException($"{file.Source}: {Settings.OpenAIKeyFile.Key}: {file.Text} is too large for a key.");
            }

            return File.ReadLines(file.Text).FirstOrDefault() ?? "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file.Source}: {Settings.OpenAIKeyFile.Key}: {file.Text} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>A task folder may come from anyone: its own file must not send the user's key to a server of its choice.</summary>
    private static void RequireTrusted(ResolvedConfiguration configuration, Uri url)
    {
        var chooser = new[] { Settings.BaseUrl, Settings.OpenAIBaseUrl, Settings.Model, Settings.Student }.Select(configuration.Find).FirstOrDefault(v => v is { Kind: SourceKind.TaskFile });
        if (chooser is not null && !url.IsLoopback && url != ModelOptions.Default.OpenAIUrl && !IsConfirmed(configuration, url))
        {
            throw new UserErrorException($"{chooser.Source}: a key goes to {url.Host} only where you say so: name the address by {Settings.BaseUrl.Flag}, {Settings.OpenAIBaseUrl.Variable}, or a coderefine.json above the task's folder.");
        }
    }

    private static bool IsConfirmed(ResolvedConfiguration configuration, Uri url) =>
        new[] { Settings.BaseUrl, Settings.OpenAIBaseUrl }.Select(configuration.Find).Any(v => v is { Kind: not SourceKind.TaskFile } && new Uri(v.Text).Host == url.Host);
}
