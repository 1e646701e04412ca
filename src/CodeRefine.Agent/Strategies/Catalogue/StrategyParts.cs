using System.Collections.Immutable;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Memory;
using CodeRefine.Core;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>What strategies of one run are put together from. A strategy takes what it needs, and says so where it is missing.</summary>
public sealed record StrategyParts
{
    /// <summary>Null where no model is configured.</summary>
    public ChatStation? Model { get; init; }

    /// <summary>Who tries critiques of the model's where a strategy has its gate on; null for the model itself.</summary>
    public ChatStation? Student { get; init; }

    /// <summary>The built-in repair engine; null where it is not to be used.</summary>
    public IProposer? Repair { get; init; }

    /// <summary>Who proposes checks by asking the model; those that need none are the session's own.</summary>
    public ImmutableArray<ICheckGenerator> Generators { get; init; } = [];

    /// <summary>Those of <see cref="Generators"/> with that name; null, which stands for the session's own, where there is none.</summary>
    internal IReadOnlyList<ICheckGenerator>? GeneratorsNamed(string name) => Generators.Where(g => g.Name == name).ToList() is { Count: > 0 } found ? found : null;

    /// <summary>Reflections of this run, and of earlier ones where a store is plugged in.</summary>
    public IReflectionMemory Memory { get; init; } = new RunMemory();

    /// <param name="trials">0 for no gate.</param>
    internal CritiqueGate? Gate(int trials) => trials > 0 && (Student ?? Model) is { } student ? new CritiqueGate(student, trials) : null;

    /// <exception cref="UserErrorException">There is none.</exception>
    public ChatStation RequireModel(string strategy) =>
        Model ?? throw new UserErrorException($"The strategy {strategy} asks a model and none is configured: name one, for example ollama:qwen2.5-coder:7b, or use the strategy auto, which works without.");
}
