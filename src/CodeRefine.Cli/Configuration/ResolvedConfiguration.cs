using System.Globalization;
using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Agent.Tools;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Problems;

namespace CodeRefine.Cli.Configuration;

/// <summary>The settings of one invocation, each with its source. Holds no secret: keys are looked up when a client is made.</summary>
internal sealed class ResolvedConfiguration(IReadOnlyDictionary<string, SettingValue> values, string folder)
{
    /// <summary>Sorted by key, defaults not among them.</summary>
    public IEnumerable<KeyValuePair<string, SettingValue>> Values => values.OrderBy(v => v.Key, StringComparer.Ordinal);

    /// <summary>The task folder.</summary>
    public string Folder { get; } = folder;

    public SettingValue? Find(Setting setting) => values.GetValueOrDefault(setting.Key);
    public string? Text(Setting setting) => Find(setting)?.Text;
    public int? Whole(Setting setting) => Text(setting) is { } t ? int.Parse(t, CultureInfo.InvariantCulture) : null;
    public long? Long(Setting setting) => Text(setting) is { } t ? long.Parse(t, CultureInfo.InvariantCulture) : null;
    public double? Number(Setting setting) => Text(setting) is { } t ? double.Parse(t, CultureInfo.InvariantCulture) : null;
    public TimeSpan? Time(Setting setting) => Text(setting) is { } t && Durations.TryParse(t, out var time) ? time : null;

    public string Sandbox => Text(Settings.Sandbox) ?? "auto";
    public string? DockerRuntime => Text(Settings.DockerRuntime);
    public string Memory => Text(Settings.Memory) ?? "project";
    public bool ForkHosts => Text(Settings.ForkHosts) is not "off";
    public string Proposer => Text(Settings.Proposer) ?? "auto";
    public string Strategy => Text(Settings.Strategy) ?? StrategyCatalogue.Default;
    public int ModelConcurrency => Whole(Settings.ModelConcurrency) ?? new ChatStationOptions().Concurrency;
    public string? Model => Text(Settings.Model);

    /// <summary>Null for the model itself.</summary>
    public string? Student => Text(Settings.Student);
    public ulong Seed => Text(Settings.Seed) is { } t ? ulong.Parse(t, CultureInfo.InvariantCulture) : 1;
    public double Temperature => Number(Settings.Temperature) ?? 0.2;

    /// <summary>The options that are configured for a strategy, by name.</summary>
    public IReadOnlyDictionary<string, string> StrategyOptions(string strategy)
    {
        var prefix = $"{Settings.StrategyOptionsPrefix}{strategy}.";
        return values.Where(v => v.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(v => v.Key[prefix.Length..], v => v.Value.Text, StringComparer.Ordinal);
    }

    /// <summary>Null where it is switched off.</summary>
    public ToolCorrectionOptions? ToolCorrection => Text(Settings.ToolCorrection) == "off" ? null : Bounds(new ToolCorrectionOptions());

    public bool Traces => Text(Settings.Traces) == "on";

    /// <summary>Null where it is switched off.</summary>
    public NeighbourhoodOptions? Neighbourhood => Text(Settings.Neighbourhood) == "off" ? null : Bounds(new NeighbourhoodOptions());

    public string StateFolder => Text(Settings.State) ?? Path.Combine(Path.GetFullPath(Folder), ".coderefine");

    public BudgetLimits Budget => new()
    {
        Attempts = Whole(Settings.Attempts) ?? new BudgetLimits().Attempts,
        ModelCalls = Whole(Settings.MaxCalls),
        Tokens = Long(Settings.MaxTokens),
        Money = Number(Settings.MaxCost) is { } money ? (decimal)money : null,
        WallTime = Time(Settings.Time) ?? new BudgetLimits().WallTime,
        Verdicts = Whole(Settings.MaxVerdicts) ?? new BudgetLimits().Verdicts,
    };

    /// <summary>The task's limits, with those that the user configured in their place: it is the user's machine.</summary>
    public Limits Apply(Limits task) => task with
    {
        CheckTime = Time(Settings.LimitCheckTime) ?? task.CheckTime,
        TotalTime = Time(Settings.LimitTotalTime) ?? task.TotalTime,
        MemoryMegabytes = Whole(Settings.LimitMemory) ?? task.MemoryMegabytes,
        Cpus = Number(Settings.LimitCpus) ?? task.Cpus,
        Processes = Whole(Settings.LimitProcesses) ?? task.Processes,
        ScratchMegabytes = Whole(Settings.LimitScratch) ?? task.ScratchMegabytes,
    };

    /// <summary>Dollars for a million tokens, prompt and answer; null where none are configured for the model.</summary>
    public (decimal Input, decimal Output)? PriceOf(string model)
    {
        var input = Price($"{Settings.PricesPrefix}{model}.input");
        var output = Price($"{Settings.PricesPrefix}{model}.output");
        return input is null && output is null ? null : (input ?? 0, output ?? 0);
    }

    private ToolCorrectionOptions Bounds(ToolCorrectionOptions usual) => usual with
    {
        Search = usual.Search with { Steps = Whole(Settings.ToolCorrectionSteps) ?? usual.Search.Steps, Time = Time(Settings.ToolCorrectionTime) ?? usual.Search.Time },
    };

    private NeighbourhoodOptions Bounds(NeighbourhoodOptions usual) => usual with
    {
        LeastScore = Number(Settings.NeighbourhoodScore) ?? usual.LeastScore,
        Edits = Whole(Settings.NeighbourhoodEdits) ?? usual.Edits,
        Time = Time(Settings.NeighbourhoodTime) ?? usual.Time,
    };

    private decimal? Price(string key) => values.TryGetValue(key, out var value) ? (decimal)double.Parse(value.Text, CultureInfo.InvariantCulture) : null;
}
