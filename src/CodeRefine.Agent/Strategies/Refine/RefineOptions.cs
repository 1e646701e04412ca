using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Refine;

public sealed record RefineOptions
{
    /// <summary>Rounds at most; 0, the default, for as many as the budget allows. The paper has 4.</summary>
    public int Rounds { get; init; }

    /// <summary>Default: evidence.</summary>
    public RefineFeedback Feedback { get; init; }

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<RefineOptions>> All { get; } =
    [
        OptionOf<RefineOptions>.Whole("rounds", 0, 1000, o => o.Rounds, (o, v) => o with { Rounds = v }, "Rounds at most; 0 for as many as the budget allows (paper: 4)"),
        OptionOf<RefineOptions>.Choice("feedback", o => o.Feedback, (o, v) => o with { Feedback = v }, "Whose: the compiler's and the checks' (evidence), or the model's own, without execution (model; the paper's)"),
        OptionOf<RefineOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}

public enum RefineFeedback
{
    /// <summary>Of the compiler and the checks.</summary>
    Evidence,

    /// <summary>The model reviews its own work; nothing that ran is shown. The paper's.</summary>
    Model,
}
