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

    internal static ImmutableArray<StrategyOption<AlphaCodiumOptions>> All { get; } =
    [
        Option<AlphaCodiumOptions>.Whole("plans", 1, 10, o => o.Plans, (o, v) => o with { Plans = v }, "Plans to choose among"),
        Option<AlphaCodiumOptions>.Whole("tests", 1, 50, o => o.Tests, (o, v) => o with { Tests = v }, "Generated tests"),
        Option<AlphaCodiumOptions>.Whole("tries", 1, 100, o => o.Tries, (o, v) => o with { Tries = v }, "First solutions at most, until one passes"),
        Option<AlphaCodiumOptions>.Whole("fixes", 0, 100, o => o.Fixes, (o, v) => o with { Fixes = v }, "Fixes for each visible check that fails"),
        Option<AlphaCodiumOptions>.Whole("generated-fixes", 0, 100, o => o.GeneratedFixes, (o, v) => o with { GeneratedFixes = v }, "Fixes for the generated tests"),
    ];
}
