using System.Globalization;
using System.Runtime.CompilerServices;
using CodeRefine.Core.Events;
using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace CodeRefine.Models.Middleware;

/// <summary>
/// Repeats a call that a server refused for the moment (busy, limited, connection lost), with growing pauses or those that the server asks for, as long as nothing of
/// its answer has come: what has been shown cannot be taken back.
/// </summary>
public sealed class RetryChatClient : StreamingChatClient
{
    private readonly ResiliencePipeline<Started> pipeline;

    /// <param name="report">Told of each pause; null for nobody.</param>
    public RetryChatClient(IChatClient inner, ModelOptions options, TimeProvider time, Action<RunEvent>? report = null) : base(inner)
    {
        var builder = new ResiliencePipelineBuilder<Started> { TimeProvider = time };
        pipeline = options.Retries == 0 ? ResiliencePipeline<Started>.Empty : builder.AddRetry(new RetryStrategyOptions<Started>
        {
            MaxRetryAttempts = options.Retries,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            MaxDelay = options.LongestRetryWait,
            UseJitter = false,
            ShouldHandle = failed => ValueTask.FromResult(failed.Outcome.Exception is ModelException { IsTransient: true } e && !(e.RetryAfter > options.LongestRetryWait)),
            DelayGenerator = failed => ValueTask.FromResult((failed.Outcome.Exception as ModelException)?.RetryAfter),
            OnRetry = failed =>
            {
                report?.Invoke(new RunEvent.Progress(string.Create(CultureInfo.InvariantCulture, $"{failed.Outcome.Exception?.Message} Trying again in {failed.RetryDelay.TotalSeconds:0.#} s.")));
                return default;
            },
        }).Build();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        var started = await pipeline.ExecuteAsync(async token => await StartAsync(prompt, options, cancellationToken, token), cancellationToken);
        await using var answer = started.Answer;
        foreach (var update in started.First)
        {
            yield return update;
        }

        while (!started.Ended && await answer.MoveNextAsync())
        {
            yield return answer.Current;
        }
    }

    /// <summary>Begins a call and reads up to its first text: updates before that (a role) can still be taken back.</summary>
    private async ValueTask<Started> StartAsync(List<ChatMessage> prompt, ChatOptions? options, CancellationToken cancellationToken, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var answer = InnerClient.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var first = new List<ChatResponseUpdate>();
        try
        {
            while (await answer.MoveNextAsync())
            {
                first.Add(answer.Current);
                if (answer.Current.Contents.Any(c => c is TextContent or TextReasoningContent))
                {
                    return new Started(first, answer, false);
                }
            }

            return new Started(first, answer, true);
        }
        catch
        {
            await answer.DisposeAsync();
            throw;
        }
    }

    private sealed record Started(List<ChatResponseUpdate> First, IAsyncEnumerator<ChatResponseUpdate> Answer, bool Ended);
}
