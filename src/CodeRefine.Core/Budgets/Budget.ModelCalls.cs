using System.Globalization;

namespace CodeRefine.Core.Budgets;

/// <summary>Model calls: what one may use at most is set aside before it is made, so that calls side by side can't overspend together.</summary>
public sealed partial class Budget
{
    /// <summary>Tokens; an answer that may not be as long as this is not worth its prompt.</summary>
    private const long LeastAnswer = 64;

    private long reservedTokens;
    private decimal reservedMoney;
    private TaskCompletionSource settled = NewSettled();

    /// <summary>
    /// Draws one model call and sets aside all that it may use. Where tokens or money are short its answer may be shorter than wished; where only what other calls have set
    /// aside is in the way, this waits for them.
    /// </summary>
    /// <exception cref="BudgetExhaustedException">Calls, tokens, money or time are spent.</exception>
    public async Task<CallGrant> DrawModelCallAsync(CallWish wish, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task others;
            lock (gate)
            {
                RequireTime();
                Require(Limits.ModelCalls is not { } most || modelCalls < most, $"{Limits.ModelCalls} model calls");
                if (AnswerFor(wish, reservedTokens, reservedMoney) is var answer && answer >= Math.Min(wish.AnswerTokens, LeastAnswer))
                {
                    modelCalls++;
                    var grant = new CallGrant(wish.PromptTokens, answer, wish.PromptMoney + (answer * wish.MoneyPerAnswerToken));
                    reservedTokens += grant.Tokens;
                    reservedMoney += grant.Money;
                    return grant;
                }

                RequireWithout(wish);
                others = settled.Task;
            }

            await others.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Puts the true figures in the place of what was set aside.</summary>
    public void SettleModelCall(CallGrant grant, long promptTokensUsed, long answerTokensUsed, decimal cost)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            reservedTokens -= grant.Tokens;
            reservedMoney -= grant.Money;
            promptTokens += promptTokensUsed;
            answerTokens += answerTokensUsed;
            money += cost;
            (waiting, settled) = (settled, NewSettled());
        }

        waiting.SetResult();
    }

    /// <summary>How long the answer may be; negative where not even the prompt fits.</summary>
    private long AnswerFor(CallWish wish, long tokensAside, decimal moneyAside)
    {
        var byTokens = Limits.Tokens is { } tokens ? tokens - promptTokens - answerTokens - tokensAside - wish.PromptTokens : long.MaxValue;
        return Math.Min(Math.Min(wish.AnswerTokens, byTokens), AnswerForMoney(wish, moneyAside));
    }

    private long AnswerForMoney(CallWish wish, decimal moneyAside)
    {
        if (Limits.Money is not { } dollars)
        {
            return long.MaxValue;
        }

        var left = dollars - money - moneyAside - wish.PromptMoney;
        return money >= dollars || left < 0 ? -1
            : wish.MoneyPerAnswerToken == 0 ? long.MaxValue
            : (long)Math.Min(left / wish.MoneyPerAnswerToken, int.MaxValue);
    }

    /// <summary>Were nothing set aside, it would fit: else the budget is spent.</summary>
    private void RequireWithout(CallWish wish)
    {
        var least = Math.Min(wish.AnswerTokens, LeastAnswer);
        Require(AnswerForMoney(wish, 0) >= least, string.Create(CultureInfo.InvariantCulture, $"${Limits.Money}"));
        Require(AnswerFor(wish, 0, 0) >= least, $"{Limits.Tokens} tokens");
    }

    private static TaskCompletionSource NewSettled() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What a model call would like to use.</summary>
/// <param name="PromptTokens">As estimated.</param>
/// <param name="AnswerTokens">Most that its answer may take.</param>
/// <param name="PromptMoney">In US dollars.</param>
public sealed record CallWish(long PromptTokens, long AnswerTokens = 0, decimal PromptMoney = 0, decimal MoneyPerAnswerToken = 0);

/// <summary>What was set aside for a model call, until it is settled.</summary>
/// <param name="AnswerTokens">Its answer must not take more.</param>
public sealed record CallGrant(long PromptTokens, long AnswerTokens, decimal Money)
{
    public long Tokens => PromptTokens + AnswerTokens;
}
