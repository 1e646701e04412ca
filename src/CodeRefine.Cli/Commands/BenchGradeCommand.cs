using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Benchmarks;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench grade</c>: completions graded a second, and whether verdicts depend on how many are graded at once.</summary>
internal static class BenchGradeCommand
{
    public static Command Create()
    {
        var suite = new Argument<string?>("suite") { Description = "A suite to grade (default: a synthetic one)", HelpName = "SUITE", Arity = ArgumentArity.ZeroOrOne };
        var samples = new Option<string?>("--samples") { Description = "Completions of that suite (default: those that it records)", HelpName = "FILE" };
        var fix = new Option<bool>("--fix-equality") { Description = "Compare collections by what is in them" };
        var count = new Option<int>("--count") { Description = "Completions of the synthetic suite", HelpName = "N", DefaultValueFactory = _ => 400 };
        var programs = new Option<int?>("--programs") { Description = "How many of these differ (default: all)", HelpName = "N" };
        var workers = new Option<string>("--workers") { Description = "Numbers of workers to try, separated by commas", HelpName = "LIST", DefaultValueFactory = _ => "1,2,8" };
        var rounds = new Option<int>("--rounds") { Description = "Rounds with each", HelpName = "N", DefaultValueFactory = _ => 1 };
        var cached = new Option<bool>("--cached") { Description = "Remember verdicts: repeated programs are judged once" };
        var command = new Command("grade", "Count the completions graded a second, and compare the verdicts between numbers of workers") { suite, samples, fix, count, programs, workers, rounds, cached };
        SettingOptions.Add(command, Settings.Sandbox);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench grade                                          400 programs, at 1, 2 and 8 workers
              coderefine bench grade humaneval-cs.jsonl --rounds 2            recorded answers
              coderefine bench grade --count 100000 --programs 400 --cached --workers 2

            Exit code 0: the same verdicts each time. 1: not. One run on one machine: read the rates as ratios.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var number = parse.GetValue(count) is var n and >= 20 and <= 10_000_000 ? n : throw new UserErrorException("--count: a number from 20 to 10,000,000 is needed.");
            var repeated = parse.GetValue(rounds) is var r and >= 1 and <= 100 ? r : throw new UserErrorException("--rounds: a number from 1 to 100 is needed.");
            var configuration = ConfigurationReader.Again(Path.GetTempPath(), new Dictionary<string, SettingValue>(), SettingOptions.Typed(parse));
            var folder = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;
            try
            {
                var (loaded, plan) = Load(parse.GetValue(suite), parse.GetValue(samples), parse.GetValue(fix), number, parse.GetValue(programs) ?? number, folder, cancellationToken);
                var rows = new List<GradeBenchRow>();
                context.Terminal.Line($"[grey]{"workers",7}  {"samples",8}  {"a second",8}  {"tool cpu",9}  {"peak",7}  {"journal",8}  {"opens in",8}  verdicts[/]");
                foreach (var w in SuiteArguments.Ks(parse.GetValue(workers)!, "--workers"))
                {
                    for (var round = 1; round <= repeated; round++)
                    {
                        rows.Add(await new GradeBenchmark(context, configuration).RunAsync(loaded, plan, w, round, parse.GetValue(cached), cancellationToken));
                        context.Terminal.Line(Terminal.Escape(Line(rows[^1])));
                    }
                }

                return Close(context, loaded, configuration, parse.GetValue(cached), rows);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static (Suite Suite, CompletionPlan Plan) Load(string? path, string? samples, bool fix, int count, int programs, string folder, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            path = Path.Combine(folder, "synthetic.jsonl");
            samples = Path.Combine(folder, "completions.jsonl");
            SyntheticSuite.WriteRows(path);
            SyntheticSuite.WriteCompletions(samples, count, programs);
        }

        var suite = SuiteLoader.Load(path, new SuiteOptions { FixEquality = fix });
        return (suite, CompletionPlan.Make(samples ?? path, suite, null, cancellationToken));
    }

    private static int Close(CommandContext context, Suite suite, ResolvedConfiguration configuration, bool cached, List<GradeBenchRow> rows)
    {
        var same = rows.Select(r => r.Verdicts).Distinct().Count() == 1;
        context.Terminal.Line(same ? "the same verdicts each time" : "[red]the verdicts differ[/]");
        var machine = MachineInfo.Now();
        context.WriteJson(new GradeBenchDocument(suite.Name, configuration.Sandbox, machine.Cores, machine.LoadAverage, cached, same, rows));
        return same ? ExitCodes.Success : ExitCodes.NotSolved;
    }

    private static string Line(GradeBenchRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Workers,7}  {row.Samples,8}  {row.PerSecond,8:0.0}  {row.ToolCpuMs,6:0.0} ms  {row.PeakMb,4:0} MB  {row.JournalMb,5:0.0} MB  {row.OpenMs,5:0} ms  {row.Verdicts}  {row.Passed} passed");
}
