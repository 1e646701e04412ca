using System.CommandLine;
using CodeRefine.Cli.Commands;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Core.Checks;

namespace CodeRefine.Cli.Hosting;

/// <summary>Runs a command's body and turns every way in which it can end into one sentence and an exit code.</summary>
internal static class Invocation
{
    public static void SetBody(this Command command, Func<ParseResult, CommandContext, CancellationToken, Task<int>> body) =>
        command.SetAction((parse, cancellationToken) => RunAsync(parse, FullName(command), body, cancellationToken));

    /// <summary>Writes one error: a sentence on standard error and, with <c>--json</c>, a document on standard output.</summary>
    public static int Fail(bool json, string kind, string message, int exitCode, string? detailsFile = null)
    {
        Console.Error.WriteLine($"error: {SafeText.Clean(message)}");
        if (json)
        {
            Console.Out.WriteLine(JsonOutput.Serialize(new ErrorDocument(kind, message, exitCode, detailsFile)));
        }

        return exitCode;
    }

    private static async Task<int> RunAsync(ParseResult parse, string name, Func<ParseResult, CommandContext, CancellationToken, Task<int>> body, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(CommonOptions.Json);
        using var terminal = Terminal.For(json ? Console.Error : Console.Out, json ? Console.IsErrorRedirected : Console.IsOutputRedirected);
        var context = new CommandContext
        {
            Command = name,
            Json = json,
            Verbose = parse.GetValue(CommonOptions.Verbose),
            Terminal = terminal,
            StandardOutput = Console.Out,
        };
        try
        {
            return await body(parse, context, cancellationToken);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested && failure is OperationCanceledException or SandboxException)
        {
            terminal.ClearStatus();
            return Fail(json, "cancelled", "cancelled.", ExitCodes.Cancelled);
        }
        catch (UserErrorException failure)
        {
            terminal.ClearStatus();
            return failure.Kind == UserErrorKind.Environment
                ? Fail(json, "environment", failure.Message, ExitCodes.Environment)
                : Fail(json, "input", failure.Message, ExitCodes.Input);
        }
        catch (SandboxException failure)
        {
            terminal.ClearStatus();
            return Fail(json, "environment", $"The sandbox failed: {failure.Message} Run `coderefine doctor` to see what is wrong.", ExitCodes.Environment);
        }
#pragma warning disable CA1031 // The last resort: a sentence and a file instead of a bare stack.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            terminal.ClearStatus();
            return Crash(failure, context);
        }
    }

    private static int Crash(Exception failure, CommandContext context)
    {
        var file = CrashFile.Write(failure, context.Command, context.StateFolder, context.Time);
        var where = file is null ? "the details could not be written to a file" : $"the details are in {file}";
        return Fail(context.Json, "internal", $"`{context.Command}` failed in a way that it should not ({failure.GetType().Name}); {where}.", ExitCodes.Internal, file);
    }

    private static string FullName(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Insert(0, symbol.Name);
        }

        return string.Join(' ', names);
    }
}
