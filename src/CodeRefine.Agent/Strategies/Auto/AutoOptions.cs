using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Auto;

public sealed record AutoOptions
{
    /// <summary>Rounds in a row without a better candidate before the search is widened. Default 2.</summary>
    public int Patience { get; init; } = 2;

    /// <summary>Candidates drawn at once where it is widened, half of them revisions and half new drafts; 0 never widens. Default 2.</summary>
    public int Width { get; init; } = 2;

    /// <summary>Wide rounds in vain after which the model reflects on the best candidate: one more call, once for each candidate; 0 never asks. Default 2.</summary>
    public int Reflect { get; init; } = 2;

    /// <summary>Show the trace of the failing check: one more sandbox run a round. Default on.</summary>
    public bool Trace { get; init; } = true;

    /// <summary>Show counterexamples to checks that are generated without a model: one more sandbox run a round. Default on.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<AutoOptions>> All { get; } =
    [
        OptionOf<AutoOptions>.Whole("patience", 1, 100, o => o.Patience, (o, v) => o with { Patience = v }, "Rounds in a row without a better candidate before the search is widened"),
        OptionOf<AutoOptions>.Whole("width", 0, 100, o => o.Width, (o, v) => o with { Width = v }, "Candidates drawn at once where it is widened, revisions and new drafts; 0 never widens"),
        OptionOf<AutoOptions>.Whole("reflect", 0, 100, o => o.Reflect, (o, v) => o with { Reflect = v }, "Wide rounds in vain after which the model reflects on the best candidate; 0 never asks"),
        OptionOf<AutoOptions>.OnOff("trace", o => o.Trace, (o, v) => o with { Trace = v }, "Show the model the trace of the failing check"),
        OptionOf<AutoOptions>.OnOff("checks", o => o.Checks, (o, v) => o with { Checks = v }, "Show the model counterexamples to generated checks"),
        OptionOf<AutoOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}
