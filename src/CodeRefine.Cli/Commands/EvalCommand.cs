using System.Collections.Immutable;
using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Commands;

/// <summary><c>eval</c>: a strategy works on every task of a suite, several times; then the grades.</summary>
internal static class EvalCommand
{
    private static readonly Setting[] settings =
    [
        Settings.Model, Settings.Strategy, Settings.Proposer, Settings.ToolCorrection, Settings.Neighbourhood, Settings.Attempts, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.MaxVerdicts,
        Settings.Sandbox, Settings.State, Settings.Seed, Settings.BaseUrl, Settings.Temperature, Settings.Templates,
    ];

    /// <summary>Settings that say where things are, and change no number.</summary>
    private static readonly Setting[] neutral = [Settings.State, Settings.BaseUrl, Settings.Sandbox, Settings.Seed, Settings.Model, Settings.Strategy, Settings.Proposer];

    public static Command Create()
    {
        var arguments = new SuiteArguments();
        var samples = new Option<int>("--samples") { Description = "Samples of each task", HelpName = "N", DefaultValueFactory = _ => 1 };
        var k = new Option<string>("--k") { Description = "The ks of pass@k, separated by commas", HelpName = "LIST", DefaultValueFactory = _ => "1" };
        var from = new Option<string?>("--from") { Description = "Start each attempt from a completion of this file, as `grade` reads it; `recorded` for those that the suite records", HelpName = "FILE" };
        var strict = new Option<bool>("--strict") { Description = "Refuse a file with a line that cannot be used, an unknown task, or a task without a completion" };
        var command = new Command("eval", "Let a strategy work on every task of a suite, several times, and say pass@k") { samples, k, from, strict };
        arguments.AddTo(command);
        SettingOptions.Add(command, settings);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine eval humaneval-cs.jsonl --model ollama:qwen2.5-coder:7b --samples 10 --k 1,5,10
              coderefine eval tasks --time 1m                                      a folder of task folders, the repair engine alone
              coderefine eval humaneval-cs.jsonl --from recorded --visible half    what repair makes of recorded answers, no model
              coderefine eval suite.yaml --model openai:NAME --shard 2/8           one part of an array job

            The same command goes on with an interrupted run; Ctrl-C once ends cleanly. Exit codes: 0 done, 2 the input is wrong,
            3 the environment is (or samples could not be judged for its sake), 130 cancelled.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var suite = arguments.Load(parse);
            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            Proposers.Require(configuration, context, replay: null);
            var ks = SuiteArguments.Ks(parse.GetValue(k)!, "--k");
            var plan = parse.GetValue(from) is { } file ? CompletionPlan.Make(file == "recorded" ? parse.GetValue(arguments.Suite)! : file, suite, arguments.ShardOf(parse), cancellationToken) : null;
            var count = Samples(parse, samples, ks, plan);
            SuiteNotes.Write(context, suite, plan, parse.GetValue(strict));
            return await RunAsync(new Request(parse, arguments, suite, plan, count, ks), context, configuration, cancellationToken);
        });
        return command;
    }

    private sealed record Request(ParseResult Parse, SuiteArguments Arguments, Suite Suite, CompletionPlan? Plan, int Samples, int[] Ks);

    /// <exception cref="UserErrorException">There would be fewer samples than the largest k asks for.</exception>
    private static int Samples(ParseResult parse, Option<int> samples, int[] ks, CompletionPlan? plan)
    {
        var count = parse.GetValue(samples);
        if (count is < 1 or > 1_000_000)
        {
            throw new UserErrorException($"--samples: a number from 1 to 1,000,000 is needed, not {count}.");
        }

        if (plan is not null)
        {
            SuiteNotes.RequireK(ks, plan);
            return parse.GetResult(samples) is { Implicit: false } ? throw new UserErrorException("--samples: with --from the file says how many there are of each task; leave it out.") : 0;
        }

        return ks[^1] <= count ? count : throw new UserErrorException($"--k: pass@{ks[^1]} needs {ks[^1]} samples of a task, and --samples is {count}.");
    }

    private static async Task<int> RunAsync(Request request, CommandContext context, ResolvedConfiguration configuration, CancellationToken cancellationToken)
    {
        var (parse, arguments) = (request.Parse, request.Arguments);
        var limits = request.Suite.Tasks[0].Task.Problem.Limits;
        var bytes = (long)limits.MemoryMegabytes << 20;
        var workers = arguments.WorkersOf(parse, bytes);
        await using var stations = await EvaluationStations.OpenAsync(configuration, context, parse.GetValue(arguments.Yes), limits, workers, cancellationToken);
        var header = Header(request, context, configuration, stations);
        RunFiles.Prepare(configuration);
        using var cache = parse.GetValue(arguments.NoCache) ? null : VerdictCache.Open(RunFiles.Cache(configuration));
        var faults = await SelfChecks.RunAsync(parse, arguments, context, stations, cache, request.Suite, header.Shard, workers, configuration.Seed, cancellationToken);
        var judge = stations.Judge(cache);
        return await new RunSession(context, configuration, stations).RunAsync(
            new RunRequest
            {
                Header = header,
                Tasks = RunSession.TasksOf(request.Suite, header.Shard, t => request.Plan?.Counts.GetValueOrDefault(t) ?? request.Samples, faults),
                Items = request.Plan?.Items() ?? Items(request, header.Shard),
                Loop = new LoopOptions { Workers = workers, BytesPerWorker = bytes },
                File = parse.GetValue(arguments.Run),
                RetryFailures = parse.GetValue(arguments.RetryFailures),
            },
            journal => new AttemptWork(context, configuration, stations, judge, journal, useCache: cache is not null).RunAsync,
            cancellationToken);
    }

    /// <summary>All tasks once before any of them twice: a run that is stopped early has seen the whole suite.</summary>
    private static IEnumerable<JobItem> Items(Request request, Shard? shard) =>
        Enumerable.Range(0, request.Samples).SelectMany(n => request.Suite.Tasks.Where(t => Shards.Holds(shard, t.Id)).Select(t => new JobItem(t, n, null)));

    private static EvaluationRun Header(Request request, CommandContext context, ResolvedConfiguration configuration, EvaluationStations stations) => new()
    {
        Id = "",
        Kind = RunKind.Eval,
        Suite = request.Suite.Name,
        SuiteHash = request.Suite.Hash,
        Oracle = request.Suite.Oracle,
        Model = configuration.Proposer == "repair" ? null : configuration.Model,
        Strategy = configuration.Strategy,
        Proposer = configuration.Proposer,
        Options = configuration.Values.Where(v => !neutral.Any(n => n.Key == v.Key)).ToImmutableSortedDictionary(v => v.Key, v => v.Value.Text, StringComparer.Ordinal),
        Seed = configuration.Seed,
        SamplesPerTask = request.Samples,
        Ks = [.. request.Ks],
        Completions = request.Plan?.Source,
        ToolVersion = AppVersion.Text,
        Toolchain = stations.Toolchain,
        Sandbox = stations.Sandbox.Name,
        Machine = MachineInfo.Now(),
        Shard = request.Arguments.ShardOf(request.Parse),
        Started = context.Time.GetUtcNow(),
    };
}
