using System.Collections.Immutable;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Core;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Auto;

/// <summary>Ours: what costs nothing first, then the model, one look at a time.</summary>
public sealed class AutoStrategy(StrategyParts parts, AutoOptions options) : IStrategy
{
    public string Name => "auto";

    public static StrategyEntry<AutoOptions> Entry { get; } = new()
    {
        Name = "auto",
        Summary = "Tools first, then the repair engine, then the model with evidence; easy problems end early, hard ones are widened.",
        Paper = "CodeRefine's own; of its parts: Lyra (tool correction), PGS (properties), MAgICoRe (refine only the hard), arXiv 2506.18315",
        Cost = "0 calls where repair suffices; else 1 an attempt",
        WhenToUse = "The default. Works without a model too.",
        NeedsModel = false,
        TypedOptions = AutoOptions.All,
        Factory = (parts, options) => new AutoStrategy(parts, options),
    };

    public Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        _ = options;
        var chat = parts.Model is { } model ? new ChatProposer(model) : null;
        IProposer proposer = parts.Repair is { } repair ? new AutoProposer(repair, chat) : chat ?? throw new UserErrorException("The strategy auto has neither the repair engine nor a model to ask.");
        return new RefineStrategy(proposer).RunAsync(session, cancellationToken);
    }
}

public sealed record AutoOptions
{
    internal static ImmutableArray<StrategyOption<AutoOptions>> All { get; } = [];
}
