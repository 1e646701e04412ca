using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Pgs;

public sealed record PgsOptions
{
    /// <summary>Outer rounds, with new properties each. Default 3, the paper's.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Repairs a round. Default 5, the paper's.</summary>
    public int Repairs { get; init; } = 5;

    /// <summary>Properties a round. Default 4; the paper has 2 to 4.</summary>
    public int Properties { get; init; } = 4;

    /// <summary>Times that properties are asked for in a round, while none of them can be used. Default 3, the paper's for its generator script.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Of repairs. Default 0.6, the paper's.</summary>
    public double Temperature { get; init; } = 0.6;

    internal static ImmutableArray<StrategyOption<PgsOptions>> All { get; } =
    [
        OptionOf<PgsOptions>.Whole("rounds", 1, 100, o => o.Rounds, (o, v) => o with { Rounds = v }, "Outer rounds, with new properties each"),
        OptionOf<PgsOptions>.Whole("repairs", 1, 100, o => o.Repairs, (o, v) => o with { Repairs = v }, "Repairs a round"),
        OptionOf<PgsOptions>.Whole("properties", 1, 50, o => o.Properties, (o, v) => o with { Properties = v }, "Properties a round (paper: 2 to 4)"),
        OptionOf<PgsOptions>.Whole("tries", 1, 20, o => o.Tries, (o, v) => o with { Tries = v }, "Times that properties are asked for in a round, while none of them can be used"),
        OptionOf<PgsOptions>.Number("temperature", 0, 2, o => o.Temperature, (o, v) => o with { Temperature = v }, "Of repairs"),
    ];
}
