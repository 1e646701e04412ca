using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CodeRefine.Core.Checks;

/// <summary>What was heard of a <see cref="ScreenRun"/>.</summary>
public sealed record ScreenReport
{
    /// <summary>One for each variant, in the variants' order.</summary>
    public required ImmutableArray<ScreenOutcome> Outcomes { get; init; }

    /// <summary>Indexes of the checks that took part. The others can't be called so, or did not say the same as in a real run.</summary>
    public ImmutableArray<int> Screened { get; init; } = [];

    /// <summary>Host processes that it took.</summary>
    public int Processes { get; init; }

    /// <summary>Variants left traces that others met; those were tried again, each in a context of its own.</summary>
    public bool Leaked { get; init; }

    /// <summary>Why no variant was tried; null where some were.</summary>
    public string? Problem { get; init; }

    /// <summary>Wall time of the whole, processor time of all processes together.</summary>
    public ResourceUse Use { get; init; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>Variants of which something was told.</summary>
    [JsonIgnore]
    public int Told => Outcomes.Count(o => o.Status != ScreenStatus.NotRun);

    /// <summary>Nothing was tried.</summary>
    public static ScreenReport Nothing(ScreenRun run, string problem) => new()
    {
        Outcomes = [.. run.Variants.Select(v => new ScreenOutcome(v.Id, ScreenStatus.NotRun))],
        Problem = problem,
    };
}

/// <summary>What the checks said of one variant.</summary>
public sealed record ScreenOutcome(int Variant, ScreenStatus Status)
{
    /// <summary>Failing checks that now pass, rows of a theory in shares; never below 0.</summary>
    public double Gain { get; init; }

    /// <summary>A failing check still fails, but at a later assertion or input.</summary>
    public bool Further { get; init; }

    /// <summary>Index of the check that passed before and now fails; null for none among those that were run.</summary>
    public int? Broken { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<ScreenStatus>))]
public enum ScreenStatus
{
    /// <summary>It was not reached.</summary>
    NotRun,

    /// <summary>All of its checks that can be screened pass.</summary>
    Passed,
    Failed,

    /// <summary>It ended its process.</summary>
    Crashed,

    /// <summary>It did not end, outside of what the budgets see.</summary>
    Hung,
}
