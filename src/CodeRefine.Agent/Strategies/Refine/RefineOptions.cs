using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Refine;

public sealed record RefineOptions
{
    /// <summary>Rounds at most; 0, the default, for as many as the budget allows. The paper has 4.</summary>
    public int Rounds { get; init; }

    /// <summary>Default: evidence.</summary>
    public RefineFeedback Feedback { get; init; }

    internal static ImmutableArray<StrategyOption<RefineOptions>> All { get; } =
    [
        Option<RefineOptions>.Whole("rounds", 0, 1000, o => o.Rounds, (o, v) => o with { Rounds = v }, "Rounds at most; 0 for as many as the budget allows (paper: 4)"),
        Option<RefineOptions>.Choice("feedback", o => o.Feedback, (o, v) => o with { Feedback = v }, "Whose: the compiler's and the checks' (evidence), or the model's own, without execution (model; the paper's)"),
    ];
}

public enum RefineFeedback
{
    /// <summary>Of the compiler and the checks.</summary>
    Evidence,

    /// <summary>The model reviews its own work; nothing that ran is shown. The paper's.</summary>
    Model,
}
