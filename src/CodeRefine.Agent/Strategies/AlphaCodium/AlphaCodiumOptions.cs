using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.AlphaCodium;

/// <summary>Defaults are the paper's.</summary>
public sealed record AlphaCodiumOptions
{
    /// <summary>Plans to choose among. Default 3.</summary>
    public int Plans { get; init; } = 3;

    /// <summary>Generated tests. Default 6.</summary>
    public int Tests { get; init; } = 6;

    /// <summary>First solutions at most, until one passes. Default 8.</summary>
    public int Tries { get; init; } = 8;

    /// <summary>Fixes for each visible check that fails. Default 3.</summary>
    public int Fixes { get; init; } = 3;

    /// <summary>Fixes for the generated tests. Default 4.</summary>
    public int GeneratedFixes { get; init; } = 4;

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<AlphaCodiumOptions>> All { get; } =
    [
        OptionOf<AlphaCodiumOptions>.Whole("plans", 1, 10, o => o.Plans, (o, v) => o with { Plans = v }, "Plans to choose among"),
        OptionOf<AlphaCodiumOptions>.Whole("tests", 1, 50, o => o.Tests, (o, v) => o with { Tests = v }, "Generated tests"),
        OptionOf<AlphaCodiumOptions>.Whole("tries", 1, 100, o => o.Tries, (o, v) => o with { Tries = v }, "First solutions at most, until one passes"),
        OptionOf<AlphaCodiumOptions>.Whole("fixes", 0, 100, o => o.Fixes, (o, v) => o with { Fixes = v }, "Fixes for each visible check that fails"),
        OptionOf<AlphaCodiumOptions>.Whole("generated-fixes", 0, 100, o => o.GeneratedFixes, (o, v) => o with { GeneratedFixes = v }, "Fixes for the generated tests"),
        OptionOf<AlphaCodiumOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}
