namespace CodeRefine.Models.Ollama;

/// <summary>
/// Chooses <c>num_ctx</c>. Ollama drops the front of a prompt that is longer than it and says nothing, and its default is a few
/// thousand, so it is set for each call: enough for the prompt and its answer, rounded up, at most what the model holds.
/// It never shrinks from call to call, since each change makes the server load the model anew.
/// </summary>
internal sealed class OllamaWindow(int answerTokens)
{
    private const int Step = 4096;

    /// <summary>The estimate is on the safe side by up to this; a prompt is refused only where it cannot fit even so.</summary>
    private const double Slack = 0.6;
    private const int LeastAnswer = 256;
    private int largest;

    /// <param name="promptTokens">Estimate, rather too high.</param>
    /// <param name="contextLength">What the model holds; null where unknown.</param>
    /// <returns><c>num_ctx</c> and <c>num_predict</c>; null where the prompt does not fit.</returns>
    public (int Context, int Predict)? Fit(long promptTokens, int? maxAnswer, int? contextLength)
    {
        var room = maxAnswer ?? answerTokens;
        if (contextLength is { } most && (promptTokens * Slack) + LeastAnswer > most)
        {
            return null;
        }

        var wanted = (promptTokens + room + Step - 1) / Step * Step;
        var context = (int)Math.Min(Math.Max(wanted, largest), Math.Min(contextLength ?? int.MaxValue, int.MaxValue - Step));
        largest = Math.Max(largest, context);

        // An answer that outgrows the window would push the prompt out of it: it must stop before.
        var predict = Math.Max(LeastAnswer, context - promptTokens);
        return (context, (int)Math.Min(predict, maxAnswer ?? int.MaxValue));
    }
}
