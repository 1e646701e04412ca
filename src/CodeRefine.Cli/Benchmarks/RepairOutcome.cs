using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>What the repair engine made of one broken program.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RepairOutcome>))]
internal enum RepairOutcome
{
    /// <summary>The held-back checks pass too.</summary>
    Correct,

    /// <summary>Plausible, but wrong: the visible checks pass and held-back ones do not.</summary>
    Overfitted,
    NotSolved,

    /// <summary>Something beside the engine broke: the sandbox, or the entry itself.</summary>
    Failed,
}
