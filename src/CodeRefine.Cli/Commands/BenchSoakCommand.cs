using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Benchmarks;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Sandboxes;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench soak</c>: many verdicts in a row, and what is left of them.</summary>
internal static class BenchSoakCommand
{
    public static Command Create()
    {
        var verdicts = new Option<int>("--verdicts") { Description = "Verdicts in each sandbox, one in four of a candidate that does harm", HelpName = "N", DefaultValueFactory = _ => 200 };
        var sandbox = new Option<string>("--in") { Description = "docker or bubblewrap; without it, each that works here", HelpName = "SANDBOX" };
        var command = new Command("soak", "Give many verdicts on good and harmful candidates, and count what is left behind") { verdicts, sandbox };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench soak --verdicts 2000
              coderefine bench soak --verdicts 100 --in bubblewrap

            Exit code 0: nothing leaked and every verdict was right. 1: something did, or was not.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var count = parse.GetValue(verdicts) is var n and >= 1 and <= 1_000_000 ? n : throw new UserErrorException("--verdicts: a whole number from 1 to 1000000 is needed.");
            var rows = new List<SoakRow>();
            foreach (var kind in await KindsAsync(parse.GetValue(sandbox), cancellationToken))
            {
                rows.Add(await new SoakBenchmark(context).RunAsync(kind, count, cancellationToken));
            }

            var document = new SoakDocument(rows);
            Write(context.Terminal, document);
            context.WriteJson(document);
            return document.Clean ? ExitCodes.Success : ExitCodes.NotSolved;
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> KindsAsync(string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return named is SandboxFactory.Docker or SandboxFactory.Bubblewrap ? [named] : throw new UserErrorException($"--in: `{named}` has no walls to test: docker or bubblewrap is needed.");
        }

        var probe = await SandboxProbe.RunAsync(cancellationToken);
        List<string> kinds = [.. probe.Docker.Reachable ? [SandboxFactory.Docker] : (string[])[], .. probe.Bubblewrap.Usable ? [SandboxFactory.Bubblewrap] : (string[])[]];
        return kinds.Count > 0 ? kinds : throw new UserErrorException("No sandbox works here: run sandboxes/setup.sh, or see what is missing with `coderefine doctor`.", UserErrorKind.Environment);
    }

    private static void Write(Terminal terminal, SoakDocument document)
    {
        foreach (var row in document.Rows)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"[bold]{row.Sandbox}[/]  {row.Verdicts} verdicts after {SoakBenchmark.WarmUp} to warm up, in {row.Seconds:0} s ({(row.Verdicts + SoakBenchmark.WarmUp) / row.Seconds:0.0} a second)"));
            terminal.Line($"[grey]{"",-22}{"before",12}{"warm",12}{"end",12}{"closed",12}[/]");
            Line(terminal, "processes", row, c => c.Processes);
            Line(terminal, "containers", row, c => c.Containers);
            Line(terminal, "temporary files", row, c => c.TemporaryFiles);
            Line(terminal, "descriptors", row, c => c.Descriptors);
            Line(terminal, "threads", row, c => c.Threads);
            Line(terminal, "heap, MiB", row, c => c.HeapBytes / 1048576.0);
            Line(terminal, "resident, MiB", row, c => c.ResidentBytes / 1048576.0);
            Line(terminal, "cells' memory, MiB", row, c => c.ChildrenBytes / 1048576.0);
            foreach (var fault in row.Leaks.Concat(row.Wrong.Take(20)))
            {
                terminal.Line($"[red]{Terminal.Escape(fault)}[/]");
            }

            terminal.Line(row.Leaks.Count + row.Wrong.Count == 0 ? "[green]nothing leaked, every verdict was right[/]" : $"[red]{row.Leaks.Count} leaks, {row.Wrong.Count} wrong verdicts[/]");
        }
    }

    private static void Line(Terminal terminal, string what, SoakRow row, Func<SoakCounts, double> figure)
    {
        var figures = new[] { row.Before, row.Warm, row.End, row.After }.Select(c => figure(c).ToString("0.#", CultureInfo.InvariantCulture).PadLeft(12));
        terminal.Line($"{what,-22}{string.Concat(figures)}");
    }
}
