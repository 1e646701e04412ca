using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.BestOfN;

public sealed record BestOfNOptions
{
    /// <summary>Samples. Default 10.</summary>
    public int N { get; init; } = 10;

    /// <summary>Default: cluster.</summary>
    public BestOfNChoice By { get; init; } = BestOfNChoice.Cluster;

    /// <summary>Default: all, since the choice is among those that pass.</summary>
    public BestOfNStop Stop { get; init; } = BestOfNStop.All;

    /// <summary>Samples asked for at once. Default 8.</summary>
    public int Wave { get; init; } = 8;

    /// <summary>Default 0.8.</summary>
    public double Temperature { get; init; } = 0.8;

    internal static ImmutableArray<StrategyOption<BestOfNOptions>> All { get; } =
    [
        Option<BestOfNOptions>.Whole("n", 1, 100_000, o => o.N, (o, v) => o with { N = v }, "Samples"),
        Option<BestOfNOptions>.Choice("by", o => o.By, (o, v) => o with { By = v }, "How to choose among those that the checks like best: the largest group that behaves alike on generated inputs (cluster), or the first (checks)"),
        Option<BestOfNOptions>.Choice("stop", o => o.Stop, (o, v) => o with { Stop = v }, "Draw all samples, or stop at the first that passes"),
        Option<BestOfNOptions>.Whole("wave", 1, 1000, o => o.Wave, (o, v) => o with { Wave = v }, "Samples asked for at once"),
        Option<BestOfNOptions>.Number("temperature", 0, 2, o => o.Temperature, (o, v) => o with { Temperature = v }, "Of the samples"),
    ];
}

public enum BestOfNChoice
{
    Checks,
    Cluster,
}

public enum BestOfNStop
{
    All,
    First,
}
