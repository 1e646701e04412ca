using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Core;

namespace CodeRefine.Cli.Commands;

/// <summary>What <c>fix --instances</c> takes beside what <c>fix</c> does.</summary>
internal sealed record FixBatchOptions
{
    /// <summary>Rows, one JSON object a line.</summary>
    public required string Instances { get; init; }

    /// <summary>A clone, or a folder of clones.</summary>
    public required string Repositories { get; init; }
    public required string Folder { get; init; }
    public bool Gold { get; init; }
    public int Rounds { get; init; }
    public bool Judge { get; init; }
    public string? Only { get; init; }
    public string? Overlay { get; init; }
    public int Parallel { get; init; }
    public TimeSpan InstanceTime { get; init; }
    public TimeSpan? TotalTime { get; init; }
    public decimal? TotalCost { get; init; }
}

/// <summary>The options of <see cref="FixBatchOptions"/> on the command line.</summary>
internal sealed class FixBatchArguments
{
    private readonly Option<string?> instances = new("--instances") { Description = "A batch: SWE-bench-shaped rows, one JSON object a line; --repo is then a clone, or a folder of clones, and --out a folder", HelpName = "FILE" };
    private readonly Option<bool> gold = new("--gold") { Description = "With --instances: only say which of them are sound here, by their reference fixes" };
    private readonly Option<int> rounds = new("--gold-rounds") { Description = "Runs with the reference, for flakiness", HelpName = "N", DefaultValueFactory = _ => 2 };
    private readonly Option<bool> noJudge = new("--no-judge") { Description = "Write predictions only; the field's own tools judge them" };
    private readonly Option<string?> only = new("--only") { Description = "Only instances whose id holds this", HelpName = "TEXT" };
    private readonly Option<string?> overlay = new("--overlay") { Description = "Files put over each checkout that tests run in: project files for a framework that is installed here", HelpName = "DIR" };
    private readonly Option<int> parallel = new("--parallel") { Description = "Instances at once", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> instanceTime = new("--instance-time") { Description = "Longest time for one instance, loading and building included", HelpName = "TIME", DefaultValueFactory = _ => "30m" };
    private readonly Option<string?> totalTime = new("--total-time") { Description = "No instance is begun after this", HelpName = "TIME" };
    private readonly Option<decimal?> totalCost = new("--total-cost") { Description = "No instance is begun once this is spent, in US dollars", HelpName = "USD" };

    public FixBatchArguments(Command command)
    {
        foreach (var option in (Option[])[instances, gold, rounds, noJudge, only, overlay, parallel, instanceTime, totalTime, totalCost])
        {
            command.Add(option);
        }
    }

    /// <returns>Null where no batch is asked for.</returns>
    /// <exception cref="UserErrorException">A value is out of its range, or belongs to a batch and there is none.</exception>
    public FixBatchOptions? Read(ParseResult parse, string repositories, string? @out, Option[] single)
    {
        if (parse.GetValue(instances) is not { } file)
        {
            return ((Option[])[gold, rounds, noJudge, only, overlay, parallel, instanceTime, totalTime, totalCost]).FirstOrDefault(o => Given(parse, o)) is { } stray
                ? throw new UserErrorException($"{stray.Name} is for a batch: name its rows by --instances.")
                : null;
        }

        if (single.FirstOrDefault(o => Given(parse, o)) is { } other)
        {
            throw new UserErrorException($"{other.Name} is for one issue, and --instances brings many: use one of them.");
        }

        return new FixBatchOptions
        {
            Instances = file,
            Repositories = repositories,
            Folder = Path.GetFullPath(@out ?? throw new UserErrorException("--instances needs --out DIR for predictions, report and journal.")),
            Gold = parse.GetValue(gold),
            Rounds = Whole(parse, rounds, 1, 20),
            Judge = !parse.GetValue(noJudge),
            Only = parse.GetValue(only),
            Overlay = parse.GetValue(overlay) is not { } folder ? null : Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new UserErrorException($"--overlay: there is no folder {folder}."),
            Parallel = Whole(parse, parallel, 1, 64),
            InstanceTime = Time(parse.GetValue(instanceTime)!, "--instance-time"),
            TotalTime = parse.GetValue(totalTime) is { } time ? Time(time, "--total-time") : null,
            TotalCost = parse.GetValue(totalCost) is not { } cost ? null : cost > 0 ? cost : throw new UserErrorException("--total-cost: an amount above 0 is needed."),
        };
    }

    private static bool Given(ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };

    private static int Whole(ParseResult parse, Option<int> option, int least, int most) =>
        parse.GetValue(option) is var n && n >= least && n <= most ? n : throw new UserErrorException($"{option.Name}: a whole number from {least} to {most} is needed.");

    private static TimeSpan Time(string text, string name)
    {
        ValueRule.Duration.Require(text, name);
        return Durations.TryParse(text, out var time) ? time : throw new UserErrorException($"{name}: {text} is no time.");
    }
}
