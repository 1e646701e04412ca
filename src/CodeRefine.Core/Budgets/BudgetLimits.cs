namespace CodeRefine.Core.Budgets;

/// <summary>What a run may spend. Null is unlimited.</summary>
public sealed record BudgetLimits
{
    /// <summary>Nodes made after the root. Default 10.</summary>
    public int Attempts { get; init; } = 10;
    public int? ModelCalls { get; init; }

    /// <summary>Prompt and answer tokens together.</summary>
    public long? Tokens { get; init; }

    /// <summary>In US dollars, by the prices configured for the model.</summary>
    public decimal? Money { get; init; }

    /// <summary>Default 10 min.</summary>
    public TimeSpan? WallTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Runs of checks in the sandbox, those of the repair engine's candidates too. Default 2,000.</summary>
    public int? Verdicts { get; init; } = 2000;
}

/// <summary>What a run has spent.</summary>
public sealed record BudgetUse(int Attempts, int ModelCalls, long PromptTokens, long AnswerTokens, decimal Money, TimeSpan WallTime, int Verdicts);
