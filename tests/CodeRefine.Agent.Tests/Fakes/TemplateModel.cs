using System.Runtime.CompilerServices;
using CodeRefine.Models;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Tests.Fakes;

/// <summary>
/// A scripted model: the n-th question under a template gets its n-th answer (a numbered sample the one of its number), the last one again after that. A template without answers is a
/// mistake of the test's, unless there are answers for <c>*</c>.
/// </summary>
/// <param name="delay">Before the answer to call n is given, so that answers overtake each other; null for none.</param>
internal sealed class TemplateModel(IReadOnlyDictionary<string, string[]> answers, Func<int, TimeSpan>? delay = null) : IChatClient
{
    private readonly Dictionary<string, int> asked = [];
    private readonly Lock gate = new();

    public List<(string Template, int? Sample, string Prompt)> Calls { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var template = options.TemplateTag().Name;
        int number, call;
        lock (gate)
        {
            number = asked.GetValueOrDefault(template);
            asked[template] = number + 1;
            call = Calls.Count;
            Calls.Add((template, options.SampleTag(), string.Join("\n\n", messages.Select(m => $"=== {m.Role.Value}\n{m.Text}"))));
        }

        await Task.Yield();
        if (delay is not null)
        {
            await Task.Delay(delay(call), cancellationToken);
        }

        var script = answers.GetValueOrDefault(template) ?? answers.GetValueOrDefault("*") ?? throw new InvalidOperationException($"The script has no answer for the template {template}.");
        yield return new ChatResponseUpdate(ChatRole.Assistant, Cut(script[Math.Min(options.SampleTag() ?? number, script.Length - 1)], options?.MaxOutputTokens));
    }

    /// <summary>As a server keeps to the tokens that it is given.</summary>
    private static string Cut(string answer, int? tokens)
    {
        while (tokens is { } most && TokenEstimate.Of(answer) > most)
        {
            answer = answer[..^1];
        }

        return answer;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
