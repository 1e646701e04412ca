using System.Globalization;

namespace CodeRefine.Core.Budgets;

/// <summary>The one place where a run's spending is limited: every draw is made before the thing that it pays for. Safe for concurrent calls.</summary>
public sealed partial class Budget
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long started;
    private readonly TimeSpan spentBefore;
    private int attempts, modelCalls, verdicts;
    private long promptTokens, answerTokens;
    private decimal money;

    /// <param name="before">What an interrupted part of the same run had spent.</param>
    public Budget(BudgetLimits limits, TimeProvider time, BudgetUse? before = null)
    {
        Limits = limits;
        this.time = time;
        started = time.GetTimestamp();
        if (before is null)
        {
            return;
        }

        spentBefore = before.WallTime;
        (attempts, modelCalls, verdicts) = (before.Attempts, before.ModelCalls, before.Verdicts);
        (promptTokens, answerTokens, money) = (before.PromptTokens, before.AnswerTokens, before.Money);
    }

    public BudgetLimits Limits { get; }

    public BudgetUse Use
    {
        get
        {
            lock (gate)
            {
                return new(attempts, modelCalls, promptTokens, answerTokens, money, Elapsed, verdicts);
            }
        }
    }

    /// <summary>Wall time that is left; null where it is not limited.</summary>
    public TimeSpan? TimeLeft => Limits.WallTime is { } limit ? TimeSpan.FromTicks(Math.Max(0, (limit - Elapsed).Ticks)) : null;

    private TimeSpan Elapsed => spentBefore + time.GetElapsedTime(started);

    /// <exception cref="BudgetExhaustedException">Nothing is left of it.</exception>
    public void DrawAttempt()
    {
        lock (gate)
        {
            RequireAttempt();
            attempts++;
        }
    }

    /// <summary>Attempts that may still be drawn.</summary>
    public int AttemptsLeft
    {
        get
        {
            lock (gate)
            {
                return Math.Max(0, Limits.Attempts - attempts);
            }
        }
    }

    /// <summary>Draws an attempt for what was proposed, built and run while there was time: only their number counts here.</summary>
    /// <exception cref="BudgetExhaustedException">Nothing is left of it.</exception>
    public void DrawFinishedAttempt()
    {
        lock (gate)
        {
            Require(attempts < Limits.Attempts, $"{Limits.Attempts} attempts");
            attempts++;
        }
    }

    /// <summary>Asks whether one more attempt may be made and draws nothing: before paying a proposer for what could not be tried.</summary>
    /// <exception cref="BudgetExhaustedException">Nothing is left of it.</exception>
    public void RequireAttempt()
    {
        lock (gate)
        {
            RequireTime();
            Require(attempts < Limits.Attempts, $"{Limits.Attempts} attempts");
        }
    }

    /// <exception cref="BudgetExhaustedException">Nothing is left of it.</exception>
    public void DrawVerdict()
    {
        lock (gate)
        {
            RequireTime();
            Require(Limits.Verdicts is not { } most || verdicts < most, $"{Limits.Verdicts} verdicts");
            verdicts++;
        }
    }

    private void RequireTime() => Require(Limits.WallTime is not { } limit || Elapsed < limit, string.Create(CultureInfo.InvariantCulture, $"{Limits.WallTime?.TotalSeconds:0.#} s"));

    private static void Require(bool holds, string limit)
    {
        if (!holds)
        {
            throw new BudgetExhaustedException(limit);
        }
    }
}

/// <summary>The budget's limit was reached before a draw; the run ends with its best node.</summary>
public sealed class BudgetExhaustedException(string limit) : Exception($"The budget of {limit} is spent.")
{
    /// <summary>For example <c>10 attempts</c>.</summary>
    public string Limit { get; } = limit;
}
