using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CodeRefine.Models;
using CodeRefine.Models.Middleware;
using Microsoft.Extensions.AI;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>
/// A simulated model: the program has two parts, and each is right or wrong. A first draft gets each part right with the chance <paramref name="write"/>; a revision keeps a right part but for
/// the chance <paramref name="break"/>, and mends a wrong one with the chance <paramref name="repair"/>. The same prompt and sample give the same answer.
/// </summary>
/// <param name="mendable">Chance that a draft is of a kind that can be mended at all: revisions of another one never mend it, however often they are tried.</param>
internal sealed partial class ChanceModel(double write, double repair, double @break, int seed, double mendable = 1) : IChatClient
{
    private int version;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var prompt = messages.ToList();
        var number = Interlocked.Increment(ref version);
        var random = Random($"{PromptHash.Of(prompt)} {options.SampleTag()} {number}");
        var state = State().Match(string.Join("\n", prompt.Select(m => m.Text)));
        var now = state.Groups[1].Value;
        var isNew = options.TemplateTag().Name == "solve" || !state.Success;
        var draft = isNew ? number : int.Parse(state.Groups[2].Value, CultureInfo.InvariantCulture);
        var mends = Random($"draft {draft}").NextDouble() < mendable ? repair : 0;
        var parts = new[] { "alpha", "beta" }.Where(p => random.NextDouble() < (isNew ? write : now.Contains(p, StringComparison.Ordinal) ? 1 - @break : mends));
        yield return new ChatResponseUpdate(ChatRole.Assistant, $"```csharp path=Text.cs\nclass Text {{ /* state: {string.Join(' ', parts)} v{number} of {draft} */ }}\n```");
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Random Random(string of) => new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {of}"))));

    // The first in a prompt is the code that is to be revised.
    [GeneratedRegex(@"/\* state: ([a-z ]*) v\d+ of (\d+) \*/")]
    private static partial Regex State();
}
