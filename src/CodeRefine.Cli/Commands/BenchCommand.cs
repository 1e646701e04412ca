using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Benchmarks;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks;
using CodeRefine.Sandboxes;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench verdict</c>: what a verdict costs here, beside <c>dotnet test</c>.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measure how long things take on this machine") { Verdict(), BenchRepairCommand.Create() };

    private static Command Verdict()
    {
        var folder = FolderArgument.Create();
        var rounds = new Option<int>("--rounds") { Description = "Rounds in a sandbox; `dotnet test` gets a third of them", HelpName = "N", DefaultValueFactory = _ => 15 };
        var skip = new Option<bool>("--no-dotnet-test") { Description = "Leave `dotnet test` out: it runs the folder's code on this machine with no sandbox" };
        var command = new Command("verdict", "Time a warm verdict after a one-file edit, in each sandbox and by `dotnet test`") { folder, rounds, skip };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench verdict tasks/01-off-by-one

            `dotnet test` runs the folder's code on this machine with no sandbox: use it on code that you trust.
            One run on one machine: read the figures as ratios.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var count = parse.GetValue(rounds) is var n and >= 1 and <= 10_000 ? n : throw new UserErrorException("--rounds: a whole number from 1 to 10000 is needed.");
            var task = TaskLoader.Load(parse.GetValue(folder)!);
            var configuration = ConfigurationReader.Read(parse.GetValue(folder)!, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            var benchmark = new VerdictBenchmark(task, context);
            var probe = await SandboxProbe.RunAsync(cancellationToken);
            var timings = new List<Timings>();
            foreach (var sandbox in new[] { (SandboxFactory.Docker, probe.Docker.Reachable), (SandboxFactory.Bubblewrap, probe.Bubblewrap.Usable) }.Where(s => s.Item2).Select(s => s.Item1))
            {
                timings.Add(await benchmark.InSandboxAsync(configuration, sandbox, count, cancellationToken));
            }

            if (!parse.GetValue(skip))
            {
                timings.Add(await benchmark.WithDotnetTestAsync(Math.Max(1, count / 3), cancellationToken));
            }

            var document = Document(task, benchmark.Edited, count, timings);
            Write(context.Terminal, document);
            context.WriteJson(document);
            return ExitCodes.Success;
        });
        return command;
    }

    private static BenchDocument Document(LoadedTask task, string edited, int rounds, List<Timings> timings)
    {
        var usual = timings.FirstOrDefault(t => t.Path == "dotnet test")?.Median;
        return new BenchDocument(task.Problem.Id, edited, rounds, [.. timings.Select(t => new BenchRow(t.Path, Math.Round(t.Median, 2), Math.Round(t.Milliseconds.Min(), 2), Math.Round(t.Milliseconds.Max(), 2), t.Milliseconds.Count, usual is { } u ? Math.Round(u / t.Median, 1) : null))]);
    }

    private static void Write(Terminal terminal, BenchDocument document)
    {
        terminal.Line($"[bold]{Terminal.Escape(document.Problem)}[/]  warm verdict after an edit of {Terminal.Escape(document.Edited)}");
        terminal.Line($"[grey]{"",-12}  {"median",9}  {"min",9}  {"max",9}  {"rounds",6}  times faster than dotnet test[/]");
        foreach (var row in document.Rows)
        {
            var faster = row.TimesFaster is { } times ? times.ToString("0.0", CultureInfo.InvariantCulture) : "";
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Path,-12}  {row.MedianMs,6:0.0} ms  {row.MinMs,6:0.0} ms  {row.MaxMs,6:0.0} ms  {row.Rounds,6}  {faster}"));
        }
    }
}
