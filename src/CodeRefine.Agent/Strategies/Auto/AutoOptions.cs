using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Auto;

public sealed record AutoOptions
{
    /// <summary>Rounds in a row without a better candidate before the search is widened. Default 2.</summary>
    public int Patience { get; init; } = 2;

    /// <summary>Candidates drawn at once where it is widened; 0 never widens. Default 4.</summary>
    public int Width { get; init; } = 4;

    /// <summary>Show the trace of the failing check: one more sandbox run a round. Default on.</summary>
    public bool Trace { get; init; } = true;

    /// <summary>Show counterexamples to checks that are generated without a model: one more sandbox run a round. Default on.</summary>
    public bool Checks { get; init; } = true;

    internal static ImmutableArray<StrategyOption<AutoOptions>> All { get; } =
    [
        Option<AutoOptions>.Whole("patience", 1, 100, o => o.Patience, (o, v) => o with { Patience = v }, "Rounds in a row without a better candidate before the search is widened"),
        Option<AutoOptions>.Whole("width", 0, 100, o => o.Width, (o, v) => o with { Width = v }, "Candidates drawn at once where it is widened; 0 never widens"),
        Option<AutoOptions>.OnOff("trace", o => o.Trace, (o, v) => o with { Trace = v }, "Show the model the trace of the failing check"),
        Option<AutoOptions>.OnOff("checks", o => o.Checks, (o, v) => o with { Checks = v }, "Show the model counterexamples to generated checks"),
    ];
}
