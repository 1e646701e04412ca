using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>A strategy as people choose it: what it is, whose it is, what it costs, when to use it, and how to make one.</summary>
public abstract record StrategyEntry
{
    public required string Name { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>Authors, title, arXiv id; or that it is ours.</summary>
    public required string Paper { get; init; }

    /// <summary>For example <c>2303.11366</c>; null for what has none.</summary>
    public string? ArXiv { get; init; }

    /// <summary>What the paper reports; null for nothing.</summary>
    public string? Figures { get; init; }

    /// <summary>Model calls in terms of its options, for one problem.</summary>
    public required string Cost { get; init; }
    public required string WhenToUse { get; init; }

    /// <summary>Whether it can do nothing without a model.</summary>
    public bool NeedsModel { get; init; } = true;

    public abstract ImmutableArray<StrategyOption> Options { get; }

    /// <exception cref="UserErrorException">An option is unknown or its value wrong, or a part is missing.</exception>
    public abstract IStrategy Create(StrategyParts parts, IReadOnlyDictionary<string, string>? options = null);

    /// <exception cref="UserErrorException">An option is unknown or its value wrong.</exception>
    public abstract void Require(IReadOnlyDictionary<string, string> options);
}

/// <inheritdoc/>
/// <typeparam name="T">Its options.</typeparam>
public sealed record StrategyEntry<T> : StrategyEntry
    where T : class, new()
{
    public required Func<StrategyParts, T, IStrategy> Factory { get; init; }
    public required ImmutableArray<StrategyOption<T>> TypedOptions { get; init; }
    public override ImmutableArray<StrategyOption> Options => [.. TypedOptions];

    public override IStrategy Create(StrategyParts parts, IReadOnlyDictionary<string, string>? options = null)
    {
        var read = Read(options ?? ImmutableDictionary<string, string>.Empty);
        if (NeedsModel)
        {
            parts.RequireModel(Name);
        }

        return Factory(parts, read);
    }

    public override void Require(IReadOnlyDictionary<string, string> options) => Read(options);

    /// <exception cref="UserErrorException">An option is unknown or its value wrong.</exception>
    public T Read(IReadOnlyDictionary<string, string> options)
    {
        var read = new T();
        foreach (var (name, text) in options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            var option = TypedOptions.FirstOrDefault(o => o.Name == name) ?? throw Unknown(name);
            read = option.Set(read, text) ?? throw new UserErrorException($"The strategy {Name}'s option {name}: `{text}` is not {option.Expected}{Meant(text, option.Choices)}.");
        }

        return read;
    }

    private UserErrorException Unknown(string name) => new(TypedOptions.IsEmpty
        ? $"The strategy {Name} has no options, so not `{name}` either."
        : $"The strategy {Name} has no option `{name}`{Meant(name, Options.Select(o => o.Name))}; it has {string.Join(", ", Options.Select(o => o.Name))}.");

    private static string Meant(string word, IEnumerable<string> known) => SimilarName.Of(word, [.. known]) is { } nearest ? $", did you mean `{nearest}`?" : "";
}
