using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Reflexion;

public sealed record ReflexionOptions
{
    /// <summary>Reflections after the draft. Default 5; the paper has 2 to 5.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Remembered reflections to show beside the latest. Default 0, the paper's for code.</summary>
    public int Remember { get; init; }

    /// <summary>Default: visible.</summary>
    public ReflexionTests Tests { get; init; }

    /// <summary>With tests=both: tests that the model writes. Default 6.</summary>
    public int OwnTests { get; init; } = 6;

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<ReflexionOptions>> All { get; } =
    [
        OptionOf<ReflexionOptions>.Whole("iterations", 1, 1000, o => o.Iterations, (o, v) => o with { Iterations = v }, "Reflections after the draft (paper: 2 to 5)"),
        OptionOf<ReflexionOptions>.Whole("remember", 0, 20, o => o.Remember, (o, v) => o with { Remember = v }, "Reflections on failures of the same kind that helped before, shown beside the latest"),
        OptionOf<ReflexionOptions>.Choice("tests", o => o.Tests, (o, v) => o with { Tests = v }, "Which results it reflects on: of the visible tests, or of tests of its own too (both; the paper's, where these gate)"),
        OptionOf<ReflexionOptions>.Whole("own-tests", 1, 50, o => o.OwnTests, (o, v) => o with { OwnTests = v }, "With tests=both: how many of its own"),
        OptionOf<ReflexionOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}

public enum ReflexionTests
{
    Visible,
    Both,
}
