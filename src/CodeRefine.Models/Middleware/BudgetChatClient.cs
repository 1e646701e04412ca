using System.Runtime.CompilerServices;
using CodeRefine.Core.Budgets;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>
/// Draws a call on the budget before it is made, and settles what it took after, however it ended. What is left of the wall time limits the call. Where tokens or money
/// are limited, the most that it may use is set aside and its answer is kept within that.
/// </summary>
/// <remarks>
/// It stands outside of <see cref="RetryChatClient"/>: a call is drawn once, however often a busy server makes it be repeated, since a try that was refused before its
/// answer began costs no tokens; the time that it costs counts. A prompt's tokens are estimated, rather too high; a server that counts more than that can still overshoot by
/// the difference.
/// </remarks>
public sealed class BudgetChatClient(IChatClient inner, Budget budget, ModelPrices prices, TimeProvider time) : StreamingChatClient(inner)
{
    private bool IsLimited => budget.Limits is not { Tokens: null, Money: null };

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages.ToList();
        var grant = await budget.DrawModelCallAsync(Wish(prompt, options), cancellationToken);
        var tally = new AnswerTally(prompt);
        try
        {
            using var spent = budget.TimeLeft is { } left ? new CancellationTokenSource(left, time) : new CancellationTokenSource();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, spent.Token);
            await using var answer = InnerClient.GetStreamingResponseAsync(prompt, Bounded(options, grant), either.Token).GetAsyncEnumerator(either.Token);
            while (await NextAsync(answer, spent, cancellationToken))
            {
                tally.Add(answer.Current);
                yield return answer.Current;
            }
        }
        finally
        {
            budget.SettleModelCall(grant, tally.PromptTokens, tally.AnswerTokens, prices.Of(tally.PromptTokens, tally.AnswerTokens));
        }
    }

    private CallWish Wish(List<ChatMessage> prompt, ChatOptions? options)
    {
        var tokens = TokenEstimate.Of(prompt);
        var answer = options?.MaxOutputTokens ?? this.GetService<IContextLength>()?.AnswerTokens ?? ModelOptions.Default.AnswerTokens;
        return new CallWish(tokens, answer, prices.Of(tokens, 0), prices.AnswerPerMillion / 1_000_000m);
    }

    /// <summary>Without a limit the model's own word on its answer's length stands.</summary>
    private ChatOptions? Bounded(ChatOptions? options, CallGrant grant)
    {
        if (!IsLimited)
        {
            return options;
        }

        var bounded = options?.Clone() ?? new ChatOptions();
        bounded.MaxOutputTokens = (int)grant.AnswerTokens;
        return bounded;
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
