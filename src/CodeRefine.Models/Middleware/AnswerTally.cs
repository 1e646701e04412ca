using System.Text;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>Adds up an answer as it streams by: its text, and its tokens as the server counts them or, where it does not, as estimated.</summary>
internal sealed class AnswerTally(IReadOnlyList<ChatMessage> prompt)
{
    private readonly StringBuilder text = new();
    private long thoughts;
    private long? input, output;

    public string Text => text.ToString();

    /// <summary>Zero until something came: a call that failed before it was answered is not paid for.</summary>
    public long PromptTokens => input ?? (Began ? TokenEstimate.Of(prompt) : 0);

    public long AnswerTokens => output ?? (TokenEstimate.Of(Text) + (thoughts / 4));

    private bool Began => text.Length > 0 || thoughts > 0 || output is not null;

    public void Add(ChatResponseUpdate update)
    {
        text.Append(update.Text);
        foreach (var content in update.Contents)
        {
            if (content is TextReasoningContent thought)
            {
                thoughts += thought.Text.Length;
            }
            else if (content is UsageContent { Details: var usage })
            {
                (input, output) = (usage.InputTokenCount ?? input, usage.OutputTokenCount ?? output);
            }
        }
    }
}
