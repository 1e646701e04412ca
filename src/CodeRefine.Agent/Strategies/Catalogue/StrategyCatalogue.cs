using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.AlphaCodium;
using CodeRefine.Agent.Strategies.Auto;
using CodeRefine.Agent.Strategies.BestOfN;
using CodeRefine.Agent.Strategies.BugTaxonomy;
using CodeRefine.Agent.Strategies.ExplainThenFix;
using CodeRefine.Agent.Strategies.Iad;
using CodeRefine.Agent.Strategies.Ldb;
using CodeRefine.Agent.Strategies.Pgs;
using CodeRefine.Agent.Strategies.Refine;
using CodeRefine.Agent.Strategies.Reflexion;
using CodeRefine.Agent.Strategies.RethinkMcts;
using CodeRefine.Agent.Strategies.SelfDebug;
using CodeRefine.Core;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>Every strategy that there is, by name. <c>StrategyCatalogue.Get("reflexion").Create(parts)</c> makes one for a run.</summary>
public static class StrategyCatalogue
{
    public const string Default = "auto";

    /// <summary>Ours first, then from the plainest on.</summary>
    public static ImmutableArray<StrategyEntry> All { get; } =
    [
        AutoStrategy.Entry,
        RefineStrategy.Entry,
        SelfDebugStrategy.Entry,
        ExplainThenFixStrategy.Entry,
        LdbStrategy.Entry,
        TaxonomyStrategy.Entry,
        ReflexionStrategy.Entry,
        PgsStrategy.Entry,
        AlphaCodiumStrategy.Entry,
        BestOfNStrategy.Entry,
        IadStrategy.Entry,
        RethinkMctsStrategy.Entry,
    ];

    public static IEnumerable<string> Names => All.Select(e => e.Name);

    /// <exception cref="UserErrorException">There is none of that name; the nearest is named.</exception>
    public static StrategyEntry Get(string name) => All.FirstOrDefault(e => e.Name == name) ?? throw new UserErrorException(SimilarName.Of(name, [.. Names]) is { } nearest
        ? $"There is no strategy `{name}`, did you mean `{nearest}`?"
        : $"There is no strategy `{name}`; there are {string.Join(", ", Names)}.");
}
