using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>strategies</c> prints.</summary>
internal sealed record StrategiesDocument(IReadOnlyList<StrategyView> Strategies)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/strategies@1";
}

/// <param name="ArXiv">Null for what has no paper there.</param>
/// <param name="Figures">What the paper reports; null for nothing.</param>
/// <param name="Cost">Model calls in terms of the options.</param>
internal sealed record StrategyView(string Name, bool IsDefault, string Summary, string Paper, string? ArXiv, string? Figures, string Cost, string WhenToUse, bool NeedsModel, IReadOnlyList<StrategyOptionView> Options);

/// <param name="Expected">What a value must be.</param>
internal sealed record StrategyOptionView(string Name, string Default, string Expected, string Description);
