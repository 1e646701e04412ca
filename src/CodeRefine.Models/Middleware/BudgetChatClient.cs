using System.Runtime.CompilerServices;
using CodeRefine.Core.Budgets;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>
/// Draws a call on the budget before it is made, and settles what it took after, however it ended. What is left of the wall time limits the call.
/// </summary>
/// <remarks>
/// It stands outside of <see cref="RetryChatClient"/>: a call is drawn once, however often a busy server makes it be repeated, since a try that was refused before its
/// answer began costs no tokens; the time that it costs counts.
/// </remarks>
public sealed class BudgetChatClient(IChatClient inner, Budget budget, ModelPrices prices, TimeProvider time) : StreamingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        var estimate = TokenEstimate.Of(prompt);
        budget.DrawModelCall(estimate);
        var tally = new AnswerTally(prompt);
        try
        {
            using var spent = budget.TimeLeft is { } left ? new CancellationTokenSource(left, time) : new CancellationTokenSource();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, spent.Token);
            await using var answer = InnerClient.GetStreamingResponseAsync(prompt, options, either.Token).GetAsyncEnumerator(either.Token);
            while (await NextAsync(answer, spent, cancellationToken))
            {
                tally.Add(answer.Current);
                yield return answer.Current;
            }
        }
        finally
        {
            budget.SettleModelCall(estimate, tally.PromptTokens, tally.AnswerTokens, prices.Of(tally.PromptTokens, tally.AnswerTokens));
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> answer, CancellationTokenSource spent, CancellationToken caller)
    {
        try
        {
            return await answer.MoveNextAsync();
        }
        catch (OperationCanceledException) when (spent.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new BudgetExhaustedException(FormattableString.Invariant($"{budget.Limits.WallTime?.TotalSeconds:0.#} s"));
        }
    }
}
