using System.CommandLine;
using System.CommandLine.Invocation;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core.Words;

namespace CodeRefine.Cli.Commands;

/// <summary>The command line as a whole.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parse = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parse.Action is ParseErrorAction || parse.Errors.Count > 0)
        {
            return Refuse(parse, args);
        }

        using var interrupts = new Interrupts();
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Signals are handled here: the first one ends gracefully, however long that takes.
            ProcessTerminationTimeout = null,
        };
        return await parse.InvokeAsync(configuration, interrupts.Token);
    }

    public static RootCommand Create()
    {
        var root = new RootCommand("Takes a folder of broken or incomplete C# with tests, and works on it until the tests pass.")
        {
            SolveCommand.Create(),
            FixCommand.Create(),
            VerifyCommand.Create(),
            TraceCommand.Create(),
            ChecksCommand.Create(),
            StrategiesCommand.Create(),
            CompareCommand.Create(),
            LocateCommand.Create(),
            DoctorCommand.Create(),
            SandboxCommand.Create(),
            RunsCommand.Create(),
            LogCommand.Create(),
            ShowCommand.Create(),
            DiffCommand.Create(),
            ResumeCommand.Create(),
            MemoryCommand.Create(),
            EvalCommand.Create(),
            GradeCommand.Create(),
            MergeCommand.Create(),
            ReportCommand.Create(),
            ExportCommand.Create(),
            BenchCommand.Create(),
            CompletionsCommand.Create(),
        };
        root.Add(CommonOptions.Json);
        root.Add(CommonOptions.Verbose);
        ExamplesHelp.Set(root, """
            Examples:
              coderefine solve tasks/01-off-by-one         work on a folder until its tests pass
              coderefine verify tasks/01-off-by-one        run its tests once, sandboxed; change nothing
              coderefine doctor                            what this machine has, and what is missing

            Exit codes: 0 solved or passed, 1 not, 2 the input is wrong, 3 the environment is, 130 cancelled.
            Settings also come from coderefine.json in the folder or above it, and from CODEREFINE_… variables.
            """);
        ExamplesHelp.Install(root);
        return root;
    }

    private static int Refuse(ParseResult parse, string[] args)
    {
        var json = args.TakeWhile(a => a != "--").Contains("--json", StringComparer.Ordinal);
        var command = parse.CommandResult.Command;
        var help = $"see `coderefine {string.Concat(Names(command).Select(n => n + " "))}--help`.";
        return Invocation.Fail(json, "input", $"{Sentence(parse, command).TrimEnd('.')}; {help}", ExitCodes.Input);
    }

    private static string Sentence(ParseResult parse, Command command)
    {
        var strays = Arguments(parse).Concat(parse.UnmatchedTokens).ToList();
        if ((strays.Find(Words.LooksLikeOption) ?? (parse.UnmatchedTokens is [var first, ..] ? first : null)) is { } stray)
        {
            var isOption = Words.LooksLikeOption(stray);
            var known = isOption
                ? command.Options.Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options).Where(o => o.Recursive)).Select(o => o.Name)
                : command.Subcommands.Select(c => c.Name);
            var nearest = NearestName.Of(stray, known);
            return $"`{stray}` is no {(isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument")} here{(nearest is null ? "" : $", did you mean `{nearest}`")}";
        }

        return parse.Errors.Count > 0 ? parse.Errors[0].Message.Trim() : "A command is needed";
    }

    private static IEnumerable<string> Arguments(ParseResult parse) => parse.CommandResult.Command.Arguments.SelectMany(a => parse.GetResult(a)?.Tokens ?? []).Select(t => t.Value);

    private static IEnumerable<string> Names(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().Take(1).SelectMany(Names), command.Name];
}
