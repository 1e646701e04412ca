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
    public static Command Create() => new("bench", "Measure how long things take on this machine") { Verdict(), BenchRepairCommand.Create(), BenchSoakCommand.Create(), BenchGradeCommand.Create(), BenchLocateCommand.Create(), BenchFixCommand.Create() };

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
            var figures = new List<SandboxFigures>();
            foreach (var sandbox in new[] { (SandboxFactory.Docker, probe.Docker.Reachable), (SandboxFactory.Bubblewrap, probe.Bubblewrap.Usable) }.Where(s => s.Item2).Select(s => s.Item1))
            {
                figures.Add(await benchmark.InSandboxAsync(configuration, sandbox, count, cancellationToken));
            }

            List<Timings> usual = [];
            if (!parse.GetValue(skip))
            {
                usual.Add(await benchmark.WithDotnetTestAsync(Math.Max(1, count / 3), servers: true, cancellationToken));
                usual.Add(await benchmark.WithDotnetTestAsync(Math.Max(1, count / 6), servers: false, cancellationToken));
            }

            var document = Document(task, benchmark.Edited, count, figures, usual);
            Write(context.Terminal, document);
            context.WriteJson(document);
            return ExitCodes.Success;
        });
        return command;
    }

    private static BenchDocument Document(LoadedTask task, string edited, int rounds, List<SandboxFigures> figures, List<Timings> usual)
    {
        BenchRow Row(Timings t) => new(t.Path, Math.Round(t.Median, 2), Math.Round(t.Percentile(0), 2), Math.Round(t.Percentile(0.9), 2), t.Milliseconds.Count, usual is [var u, ..] ? Math.Round(u.Median / t.Median, 1) : null);
        static double? Known(double figure) => double.IsNaN(figure) ? null : Math.Round(figure, 1);
        return new BenchDocument(
            task.Problem.Id,
            edited,
            rounds,
            [.. figures.SelectMany(f => new[] { f.Paced, f.BackToBack }).Concat(usual).Select(Row)],
            [.. figures.Select(f => new BenchSandbox(f.Sandbox, Math.Round(f.VerdictsPerSecond, 1), Math.Round(f.ToolCpu, 1), Known(f.CellsCpu), Math.Round(f.ToolMegabytes), Known(f.HostMegabytes), Math.Round(f.ColdStart.Median)))]);
    }

    private static void Write(Terminal terminal, BenchDocument document)
    {
        static string Text(double? figure, string unit, string format = "0") => figure is { } f ? string.Create(CultureInfo.InvariantCulture, $"{f.ToString(format, CultureInfo.InvariantCulture)} {unit}") : "?";
        terminal.Line($"[bold]{Terminal.Escape(document.Problem)}[/]  verdict after an edit of {Terminal.Escape(document.Edited)}");
        terminal.Line($"[grey]{"",-24}  {"median",9}  {"min",9}  {"p90",9}  {"rounds",6}  times faster than dotnet test[/]");
        foreach (var row in document.Rows)
        {
            var faster = row.TimesFaster is { } times ? times.ToString("0.0", CultureInfo.InvariantCulture) : "";
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Path,-24}  {row.MedianMs,6:0.0} ms  {row.MinMs,6:0.0} ms  {row.P90Ms,6:0.0} ms  {row.Rounds,6}  {faster}"));
        }

        terminal.Line($"[grey]{"",-12}  {"sustained",11}  {"cpu, tool",9}  {"cpu, cells",10}  {"tool",7}  {"waiting host",12}  cold start to verdict[/]");
        foreach (var s in document.Sandboxes)
        {
            terminal.Line($"{s.Sandbox,-12}  {Text(s.VerdictsPerSecond, "/s", "0.0"),11}  {Text(s.ToolCpuMs, "ms"),9}  {Text(s.CellsCpuMs, "ms"),10}  {Text(s.ToolMb, "MB"),7}  {Text(s.HostMb, "MB"),12}  {Text(s.ColdStartMs, "ms")}");
        }
    }
}
