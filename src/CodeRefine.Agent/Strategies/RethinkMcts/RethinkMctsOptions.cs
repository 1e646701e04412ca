using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.RethinkMcts;

public sealed record RethinkMctsOptions
{
    /// <summary>Default 16, the paper's.</summary>
    public int Rollouts { get; init; } = 16;

    /// <summary>Thoughts an expansion. Default 3, the paper's.</summary>
    public int Width { get; init; } = 3;

    /// <summary>γ: what a return loses on each step upwards. Default 0.9, the paper's.</summary>
    public double Discount { get; init; } = 0.9;

    /// <summary>Default: first.</summary>
    public RethinkStop Stop { get; init; }

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<RethinkMctsOptions>> All { get; } =
    [
        OptionOf<RethinkMctsOptions>.Whole("rollouts", 1, 10_000, o => o.Rollouts, (o, v) => o with { Rollouts = v }, "Rollouts"),
        OptionOf<RethinkMctsOptions>.Whole("width", 1, 20, o => o.Width, (o, v) => o with { Width = v }, "Thoughts an expansion"),
        OptionOf<RethinkMctsOptions>.Number("discount", 0, 1, o => o.Discount, (o, v) => o with { Discount = v }, "What a return keeps on each step upwards"),
        OptionOf<RethinkMctsOptions>.Choice("stop", o => o.Stop, (o, v) => o with { Stop = v }, "Stop at the first code that passes the visible checks, or search on and take the best value (all; the paper's)"),
        OptionOf<RethinkMctsOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}

public enum RethinkStop
{
    First,
    All,
}
