using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.Reflexion;

public sealed record ReflexionOptions
{
    /// <summary>Reflections after the draft. Default 5; the paper has 2 to 5.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Remembered reflections to show beside the latest. Default 0, the paper's for code.</summary>
    public int Remember { get; init; }

    internal static ImmutableArray<StrategyOption<ReflexionOptions>> All { get; } =
    [
        Option<ReflexionOptions>.Whole("iterations", 1, 1000, o => o.Iterations, (o, v) => o with { Iterations = v }, "Reflections after the draft (paper: 2 to 5)"),
        Option<ReflexionOptions>.Whole("remember", 0, 20, o => o.Remember, (o, v) => o with { Remember = v }, "Reflections on failures of the same kind that helped before, shown beside the latest"),
    ];
}
