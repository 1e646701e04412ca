using System.Runtime.CompilerServices;
using CodeRefine.Core.Events;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>Reports each call before it is made and after it ended, however it did, with prompt and answer whole, and the answer's text as it streams in.</summary>
/// <param name="report">For a run: <c>Session.Report</c>.</param>
/// <param name="numbers">Of the run's calls, where it asks several models; null for numbers of its own.</param>
public sealed class RecordingChatClient(IChatClient inner, string model, ModelPrices prices, TimeProvider time, Action<RunEvent> report, CallNumbers? numbers = null) : StreamingChatClient(inner)
{
    private readonly CallNumbers numbers = numbers ?? new CallNumbers();

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        var (call, hash, begun) = (numbers.Next(), PromptHash.Of(prompt), time.GetTimestamp());
        var (template, templateHash) = options.TemplateTag();
        report(new RunEvent.ModelCallStarted(call, model, hash, template, templateHash, [.. prompt.Select(m => new ChatTurn(m.Role.Value, m.Text))]) { Sample = options.SampleTag() });
        var tally = new AnswerTally(prompt);
        string? error = "The answer was not read to its end.";
        try
        {
            await using var answer = InnerClient.GetStreamingResponseAsync(prompt, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await answer.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception e)
                {
                    error = e is OperationCanceledException ? "Cancelled." : e.Message;
                    throw;
                }

                tally.Add(answer.Current);
                if (answer.Current.Text is { Length: > 0 } text)
                {
                    report(new RunEvent.ModelText(text));
                }

                yield return answer.Current;
            }

            error = null;
        }
        finally
        {
            var money = prices.Of(tally.PromptTokens, tally.AnswerTokens);
            report(new RunEvent.ModelCallEnded(call, hash, error is null ? tally.Text : null, error, tally.PromptTokens, tally.AnswerTokens, money, time.GetElapsedTime(begun).TotalSeconds) { Sample = options.SampleTag() });
        }
    }
}
