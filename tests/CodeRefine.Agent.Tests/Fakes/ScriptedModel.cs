using System.Runtime.CompilerServices;
using CodeRefine.Models;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Tests.Fakes;

/// <summary>Answers in turn, a text or an exception each, streamed in pieces; remembers what it was asked.</summary>
internal sealed class ScriptedModel(params object[] answers) : IChatClient, IContextLength
{
    public List<string> Prompts { get; } = [];
    public List<ChatOptions?> Options { get; } = [];
    public int? Context { get; init; }
    public int AnswerTokens => 1000;

    public ValueTask<int?> GetContextLengthAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Context);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Prompts.Add(string.Join("\n\n", messages.Select(m => m.Text)));
        Options.Add(options);
        await Task.Yield();
        var answer = answers[Math.Min(Prompts.Count, answers.Length) - 1];
        if (answer is Exception failure)
        {
            throw failure;
        }

        foreach (var piece in ((string)answer).Chunk(7))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, new string(piece));
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
