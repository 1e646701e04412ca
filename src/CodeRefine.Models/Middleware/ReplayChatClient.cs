using System.Runtime.CompilerServices;
using CodeRefine.Core;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>Answers with what was recorded for the same prompt before; with tokens as recorded, so that a repeated run spends what the first one did.</summary>
/// <param name="inner">Asked where nothing is recorded; null makes that an error.</param>
public sealed class ReplayChatClient(RecordedAnswers recorded, IChatClient? inner = null) : StreamingChatClient(inner ?? new NoClient())
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        if (recorded.Take(PromptHash.Of(prompt), options.SampleTag()) is { } answer)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, answer.Answer);
            var usage = new UsageDetails { InputTokenCount = answer.PromptTokens, OutputTokenCount = answer.AnswerTokens };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { FinishReason = ChatFinishReason.Stop };
            yield break;
        }

        await foreach (var update in InnerClient.GetStreamingResponseAsync(prompt, options, cancellationToken))
        {
            yield return update;
        }
    }

    /// <summary>Stands where there is no model to pass on to.</summary>
    private sealed class NoClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw Missing();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static UserErrorException Missing() =>
            new("The recording has no answer for this prompt: the task, the templates, the seed or the program changed since; replay with a model to ask for what is missing.");
    }
}
