using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Evaluations;

/// <summary>The argument and the options that say which suite, how it is read, and how a run of it is split and kept; the same for every command on suites.</summary>
internal sealed class SuiteArguments
{
    public Argument<string> Suite { get; } = new("suite") { Description = "A folder of task folders, an Exercism C# track, a file of MultiPL-E's or mxeval's C# rows (.jsonl), or a suite file (.yaml)", HelpName = "SUITE" };
    public Option<bool> FixEquality { get; } = new("--fix-equality") { Description = "Compare collections by what is in them where a row, as shipped, compares references" };
    public Option<string?> Visible { get; } = new("--visible") { Description = "Checks of function suites that a strategy may see: none (default), examples (those of the prompt), half, all", HelpName = "WHICH" };
    public Option<string?> Only { get; } = new("--only") { Description = "Only tasks whose id holds this", HelpName = "TEXT" };
    public Option<string?> LangVersion { get; } = new("--lang-version") { Description = "C# version of the suite's programs (default: the suite's)", HelpName = "VERSION" };
    public Option<string?> Define { get; } = new("--define") { Description = "Symbols that are defined, in place of the suite's, separated by commas", HelpName = "NAMES" };
    public Option<string?> CheckTime { get; } = new("--check-time") { Description = "Longest time of one check (default: the suite's)", HelpName = "TIME" };
    public Option<string?> Run { get; } = new("--run") { Description = "The run's file; one that is there goes on (default: named by the set-up, in the state folder)", HelpName = "FILE" };
    public Option<string?> Shard { get; } = new("--shard") { Description = "Only part I of N, by task: for array jobs; `coderefine merge` puts the parts together", HelpName = "I/N" };
    public Option<string?> Workers { get; } = new("--workers") { Description = "Samples worked on at once: auto (default: by cores and memory), or a number", HelpName = "N" };
    public Option<bool> NoSelfCheck { get; } = new("--no-self-check") { Description = "Do not look first whether the suite itself is sound" };
    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "Judge every program anew, and remember no verdict" };
    public Option<bool> RetryFailures { get; } = new("--retry-failures") { Description = "Try again the samples that failed for the machine's sake in an earlier part of the run" };
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Set up a sandbox without asking, where none works" };

    public void AddTo(Command command)
    {
        command.Add(Suite);
        foreach (var option in new Option[] { FixEquality, Visible, Only, LangVersion, Define, CheckTime, Run, Shard, Workers, NoSelfCheck, NoCache, RetryFailures, Yes })
        {
            command.Add(option);
        }

        Visible.CompletionSources.Add("none", "examples", "half", "all");
    }

    public Suite Load(ParseResult parse) => SuiteLoader.Load(parse.GetValue(Suite)!, Options(parse));

    public SuiteOptions Options(ParseResult parse) => new()
    {
        FixEquality = parse.GetValue(FixEquality),
        Visible = parse.GetValue(Visible) switch
        {
            null => null,
            "none" => VisibleChecks.None,
            "examples" => VisibleChecks.Examples,
            "half" => VisibleChecks.Half,
            "all" => VisibleChecks.All,
            var other => throw new UserErrorException($"--visible: '{other}' is none of none, examples, half, all."),
        },
        Only = parse.GetValue(Only),
        LangVersion = parse.GetValue(LangVersion),
        Defines = parse.GetValue(Define) is { } names ? [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : null,
        CheckTime = parse.GetValue(CheckTime) is not { } text ? null : Durations.TryParse(text, out var time) && time >= TimeSpan.FromMilliseconds(100) && time <= TimeSpan.FromMinutes(10) ? time : throw new UserErrorException($"--check-time: '{text}' is no time from 100ms to 10m."),
    };

    public Shard? ShardOf(ParseResult parse)
    {
        if (parse.GetValue(Shard) is not { } text)
        {
            return null;
        }

        return text.Split('/') is [var a, var b] && int.TryParse(a, out var index) && int.TryParse(b, out var count) && count is >= 1 and <= 100_000 && index >= 1 && index <= count
            ? new Shard(index, count)
            : throw new UserErrorException($"--shard: '{text}' is no part: write I/N, such as 2/8, with I from 1 to N.");
    }

    /// <summary>Cores, as far as memory goes round.</summary>
    public int WorkersOf(ParseResult parse, long bytesPerWorker)
    {
        var text = parse.GetValue(Workers) ?? "auto";
        if (text != "auto")
        {
            return int.TryParse(text, out var typed) && typed is >= 1 and <= 1024 ? typed : throw new UserErrorException($"--workers: '{text}' is neither auto nor a number from 1 to 1024.");
        }

        var free = Evaluation.Running.MachineInfo.FreeBytes();
        return (int)Math.Clamp(free / 2 / Math.Max(1, bytesPerWorker), 1, Environment.ProcessorCount);
    }

    /// <summary>The ks of pass@k, ascending.</summary>
    public static int[] Ks(string text, string option)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length is > 0 and <= 20 && parts.All(p => int.TryParse(p, out var k) && k is >= 1 and <= 1_000_000)
            ? [.. parts.Select(int.Parse).Distinct().Order()]
            : throw new UserErrorException($"{option}: '{text}' is no list of numbers: write 1,5,10.");
    }
}
