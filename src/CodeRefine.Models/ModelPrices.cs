namespace CodeRefine.Models;

/// <summary>US dollars for a million tokens. Zero for a model of one's own.</summary>
public sealed record ModelPrices(decimal PromptPerMillion, decimal AnswerPerMillion)
{
    public static ModelPrices Free { get; } = new(0, 0);

    public decimal Of(long promptTokens, long answerTokens) => ((promptTokens * PromptPerMillion) + (answerTokens * AnswerPerMillion)) / 1_000_000m;
}
