using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Cli.Commands;

/// <summary><c>locate</c>: where an issue's cause may be, and why; nothing is built, run or written.</summary>
internal static class LocateCommand
{
    private const int LongestIssue = 1 << 20;

    public static Command Create()
    {
        var text = Words.NoOption(new Argument<string>("issue") { Description = "The issue's text; its first line is the title", Arity = ArgumentArity.ZeroOrOne });
        var file = new Option<string?>("--issue") { Description = "Read the issue from a file, or from standard input with `-`", HelpName = "FILE" };
        var repository = new Option<string>("--repo") { Description = "The repository's folder, a bare repository, or a plain folder", HelpName = "PATH", DefaultValueFactory = _ => "." };
        var commit = new Option<string?>("--base") { Description = "Look at this commit and its past; default the working tree as it is", HelpName = "COMMIT" };
        var top = new Option<int>("--top") { Description = "Files shown", HelpName = "N", DefaultValueFactory = _ => 5 };
        var failing = new Option<string[]>("--failing") { Description = "A test that fails, Namespace.Type.Method or the end of it; may stand several times", HelpName = "TEST" };
        var map = new Option<int?>("--map") { Description = "Show a map of the repository instead, its most referred to symbols first, in at most so many tokens", HelpName = "TOKENS" };
        var command = new Command("locate", "Show which files, members and lines an issue speaks of, and why; without building, and without a model unless one is named") { text, file, repository, commit, top, failing, map };
        SettingOptions.Add(command, Settings.Model, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.BaseUrl, Settings.Temperature);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine locate "Parse throws on an empty line"
              coderefine locate --issue issue.md --repo ../serilog --base v3.0.0
              coderefine locate --failing Shop.Tests.CartTests.Total_counts_all
              coderefine locate --issue issue.md --model ollama:qwen2.5-coder:7b
              gh issue view 12 --json title,body --jq '.title + "\n" + .body' | coderefine locate --issue -

            A model, where --model names one, asks about the repository and narrows what search found: it only puts first what is there.
            Nothing of the repository is built or run. Only commits that lead to the base are looked at.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var count = parse.GetValue(top) is var n and >= 1 and <= 100 ? n : throw new UserErrorException("--top: a whole number from 1 to 100 is needed.");
            if (parse.GetValue(map) is { } tokens)
            {
                return await MapAsync(context, parse.GetValue(repository)!, parse.GetValue(commit), tokens, cancellationToken);
            }

            var request = new LocateRequest { Issue = await IssueAsync(parse.GetValue(text), parse.GetValue(file), cancellationToken), FailingTests = [.. parse.GetValue(failing) ?? []], Top = count };
            if (string.IsNullOrWhiteSpace(request.Issue) && request.FailingTests.IsEmpty)
            {
                throw new UserErrorException("The issue is empty: give its text, or `--issue FILE`, or a failing test by --failing.");
            }

            context.Terminal.Status("reading the repository …");
            var started = context.Time.GetTimestamp();
            var locator = await Locator.OpenAsync(parse.GetValue(repository)!, parse.GetValue(commit), cancellationToken);
            var read = context.Time.GetElapsedTime(started);
            var location = parse.GetResult(SettingOptions.For(Settings.Model)) is { Implicit: false } ? await LocateModel.AskAsync(locator, request, SettingOptions.Typed(parse), context, cancellationToken) : locator.Locate(request);
            var document = LocateDocument.Of(locator, location, read, context.Time.GetElapsedTime(started) - read);
            LocationTable.Write(context.Terminal, document, context.Verbose);
            context.WriteJson(document);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<int> MapAsync(CommandContext context, string repository, string? commit, int tokens, CancellationToken cancellationToken)
    {
        if (tokens is < 100 or > 1_000_000)
        {
            throw new UserErrorException("--map: a whole number of tokens from 100 to 1000000 is needed.");
        }

        var locator = await Locator.OpenAsync(repository, commit, cancellationToken);
        var map = RepositoryMap.Of(locator.Index, tokens);
        context.Terminal.Line(Terminal.Escape(map.Text));
        context.WriteJson(new MapDocument(locator.Index.Text.Folder, locator.Index.Text.Commit, map.Symbols, locator.Index.Symbols, map.Tokens, map.Text));
        return ExitCodes.Success;
    }

    private static async Task<string> IssueAsync(string? text, string? file, CancellationToken cancellationToken)
    {
        if (text is not null && file is not null)
        {
            throw new UserErrorException("The issue stands on the command line and in --issue: give one of them.");
        }

        if (file is null)
        {
            return text ?? "";
        }

        try
        {
            using var reader = file == "-" ? Console.In : new StreamReader(file);
            var buffer = new char[LongestIssue + 1];
            var length = await reader.ReadBlockAsync(buffer, cancellationToken);
            return length <= LongestIssue ? new string(buffer, 0, length) : throw new UserErrorException($"--issue: {file} has more than {LongestIssue} characters, which is no issue.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--issue: {file} cannot be read: {refused.Message}", refused);
        }
    }
}
