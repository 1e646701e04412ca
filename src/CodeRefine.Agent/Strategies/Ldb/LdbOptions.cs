using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Ldb;

public sealed record LdbOptions
{
    /// <summary>Debugging iterations after the draft. Default 10, the paper's.</summary>
    public int Iterations { get; init; } = 10;

    /// <summary>Default: block, the paper's best.</summary>
    public LdbLevel Level { get; init; }

    /// <summary>Pieces shown: of more, the first and the last half. Default 10, the paper's.</summary>
    public int Blocks { get; init; } = 10;

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<LdbOptions>> All { get; } =
    [
        OptionOf<LdbOptions>.Whole("iterations", 1, 1000, o => o.Iterations, (o, v) => o with { Iterations = v }, "Debugging iterations after the draft"),
        OptionOf<LdbOptions>.Choice("level", o => o.Level, (o, v) => o with { Level = v }, "What is judged: basic blocks, lines, or whole functions"),
        OptionOf<LdbOptions>.Whole("blocks", 2, 1000, o => o.Blocks, (o, v) => o with { Blocks = v }, "Pieces shown: of more, the first and the last half"),
        OptionOf<LdbOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}

public enum LdbLevel
{
    Block,
    Line,
    Function,
}
