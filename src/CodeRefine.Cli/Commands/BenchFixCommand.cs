using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Benchmarks;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Repositories.Sdk;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench fix</c>: what mending a repository costs here.</summary>
internal static class BenchFixCommand
{
    public static Command Create()
    {
        var repo = new Option<string?>("--repo") { Description = "A repository with a failing test; without it, one is generated", HelpName = "PATH" };
        var projects = new Option<int>("--projects") { Description = "Projects of the generated repository, a third of them tests", HelpName = "N", DefaultValueFactory = _ => 30 };
        var lines = new Option<int>("--lines") { Description = "Lines of its libraries, about", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var rounds = new Option<int>("--rounds") { Description = "Edits that are timed", HelpName = "N", DefaultValueFactory = _ => 10 };
        var skip = new Option<bool>("--no-dotnet-test") { Description = "Leave `dotnet test` of the generated repository out: it runs on this machine with no sandbox" };
        var trusted = new Option<bool>("--dotnet-test") { Description = "With --repo: time `dotnet test` too, which runs the repository's code on this machine with no sandbox" };
        var command = new Command("fix", "Time loading a repository, the way to its first candidate's verdict, and each edit beside `dotnet test`") { repo, projects, lines, rounds, skip, trusted };
        SettingOptions.Add(command, Settings.Sandbox, Settings.State);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench fix
              coderefine bench fix --projects 3 --lines 3000
              coderefine bench fix --repo ../serilog --dotnet-test

            No model is asked. One run on one machine: read the figures as ratios.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            int Whole(Option<int> option, int least, int most) => parse.GetValue(option) is var n && n >= least && n <= most ? n : throw new UserErrorException($"{option.Name}: a whole number from {least} to {most} is needed.");
            var (count, size, edits) = (Whole(projects, 2, 1000), Whole(lines, 100, 10_000_000), Whole(rounds, 1, 10_000));
            var configuration = ConfigurationReader.With(ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment()), Settings.Proposer, "repair");
            var sdk = await SdkFactory.CreateAsync(configuration.Sandbox, FixState.Folder(configuration, context.Variable), cancellationToken);
            await using var sandbox = await SandboxOffer.OpenAsync(configuration, context, yes: false, cancellationToken);
            using var generated = parse.GetValue(repo) is null ? new GeneratedRepository(count, size) : null;
            await (generated?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
            var document = await new FixBenchmark(context, configuration, sdk, sandbox).RunAsync(generated?.Folder ?? parse.GetValue(repo)!, generated?.Issue, edits, generated is null ? parse.GetValue(trusted) : !parse.GetValue(skip), cancellationToken);
            Write(context.Terminal, document);
            context.WriteJson(document);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(Terminal terminal, BenchFixDocument document)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"[bold]{Terminal.Escape(document.Repository)}[/]  {document.Projects} projects, {document.Lines} lines, {document.Tests} tests"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"load, cold              {document.ColdLoadSeconds,7:0.00} s"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"load, warm              {document.WarmLoadSeconds,7:0.00} s"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"build and all tests     {document.BaselineSeconds,7:0.00} s"));
        terminal.Line(document.FirstVerdictSeconds is { } first ? string.Create(CultureInfo.InvariantCulture, $"first candidate verdict {first,7:0.00} s  ({document.Outcome})") : "first candidate verdict    none");
        terminal.Line($"[grey]{$"an edit of {Terminal.Escape(Path.GetFileName(document.Edited))}",-24}  {"median",9}  {"min",9}  {"p90",9}  {"rounds",6}  times faster than dotnet test[/]");
        foreach (var row in document.Rows)
        {
            var faster = row.TimesFaster is { } times ? times.ToString("0.0", CultureInfo.InvariantCulture) : "";
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Path,-24}  {row.MedianMs,6:0} ms  {row.MinMs,6:0} ms  {row.P90Ms,6:0} ms  {row.Rounds,6}  {faster}"));
        }
    }
}
