using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;

namespace CodeRefine.Cli.Commands;

/// <summary><c>fix</c>: mends a real repository until the tests that fail pass.</summary>
internal static class FixCommand
{
    /// <summary>Longer is no issue but a book; what is cut is told.</summary>
    private const int LongestIssue = 200_000;

    public static Command Create()
    {
        var text = new Argument<string?>("issue") { Description = "What is wrong, in words (see --issue for a file)", Arity = ArgumentArity.ZeroOrOne };
        var repo = new Option<string>("--repo") { Description = "The repository: a folder in it, or its address", HelpName = "PATH|URL", DefaultValueFactory = _ => "." };
        var issue = new Option<string?>("--issue") { Description = "The issue's text: a file, the words themselves, or - for standard input", HelpName = "FILE|TEXT|-" };
        var failing = new Option<bool>("--failing") { Description = "Make the tests pass that fail at the base; none is written from the issue" };
        var @base = new Option<string?>("--base") { Description = "The commit to start from (default: HEAD)", HelpName = "COMMIT" };
        var test = new Option<string?>("--test") { Description = "Only the failing tests whose names hold this; * stands for anything", HelpName = "FILTER" };
        var dirty = new Option<bool>("--include-dirty") { Description = "Take uncommitted changes along" };
        var commit = new Option<bool>("--commit") { Description = "Make a branch coderefine/RUN with the result in the repository" };
        var apply = new Option<bool>("--apply") { Description = "Write the result into the working tree" };
        var @out = new Option<string?>("--out") { Description = "Write the patch there too", HelpName = "FILE" };
        var command = new Command("fix", "Mend a real repository until its failing tests pass") { text, repo, issue, failing, @base, test, dirty, commit, apply, @out };
        var batch = new FixBatchArguments(command);
        SettingOptions.Add(
            command, Settings.Model, Settings.Proposer, Settings.Attempts, Settings.MaxCalls, Settings.MaxTokens, Settings.MaxCost, Settings.Time, Settings.MaxVerdicts,
            Settings.Sandbox, Settings.State, Settings.Seed, Settings.BaseUrl, Settings.Temperature, Settings.Templates);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine fix --failing                          make the failing tests of this repository pass; no model
              coderefine fix --failing --test Parser --apply    only those of the parser, and write the result here
              coderefine fix "Sum ignores the last item" --test SumTests --model ollama:qwen2.5-coder:7b
              coderefine fix --issue issue.md --model ollama:qwen2.5-coder:7b --commit
              coderefine fix --repo https://example.org/x.git --base v1.2 --issue issue.md --out fix.patch
              coderefine fix --instances serilog.jsonl --repo ../serilog --out runs/serilog --gold

            An issue without --test or --failing needs a model: it writes a test that must fail for the reason the issue gives,
            and that the fix must turn.
            The repository is copied: working tree, index, branches and stash stay as they are unless --apply or --commit
            asks. Packages are restored with a network, everything else runs without one, in bubblewrap.
            Exit codes: 0 fixed, 1 not fixed, 2 the input is wrong, 3 the environment is, 130 cancelled.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            if (batch.Read(parse, parse.GetValue(repo)!, parse.GetValue(@out), [issue, failing, @base, test, dirty, commit, apply]) is { } many)
            {
                var settings = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
                Proposers.Require(settings, context, replay: null);
                return await new FixBatchFlow(many, settings, context).RunAsync(cancellationToken);
            }

            var words = Issue(parse.GetValue(text), parse.GetValue(issue));
            if (words is null && !parse.GetValue(failing) && parse.GetValue(test) is null)
            {
                throw new UserErrorException("What is to be mended? Say what is wrong (`coderefine fix \"…\"`), name a file by --issue, or use --failing for the tests that fail.");
            }

            var repository = parse.GetValue(repo)!;
            var folder = Directory.Exists(repository) ? repository : ".";
            var configuration = ConfigurationReader.Read(folder, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            Proposers.Require(configuration, context, replay: null);
            var options = new FixOptions(repository, words, parse.GetValue(@base), parse.GetValue(test), parse.GetValue(failing), parse.GetValue(dirty), parse.GetValue(commit), parse.GetValue(apply), parse.GetValue(@out));
            return await new FixFlow(options, configuration, context).RunAsync(cancellationToken);
        });
        return command;
    }

    private static string? Issue(string? text, string? named)
    {
        if (text is not null && named is not null)
        {
            throw new UserErrorException("The issue is given twice: as an argument and by --issue. Leave one out.");
        }

        var found = named switch
        {
            null => text,
            "-" => Console.In.ReadToEnd(),
            _ when File.Exists(named) => ReadFile(named),
            _ when Path.GetExtension(named).Length is > 1 and < 6 && !named.Contains(' ', StringComparison.Ordinal) => throw new UserErrorException($"--issue: there is no file {Path.GetFullPath(named)}."),
            _ => named,
        };
        return string.IsNullOrWhiteSpace(found) ? found is null ? null : throw new UserErrorException("The issue's text is empty.")
            : found.Length <= LongestIssue ? found
            : throw new UserErrorException($"The issue's text has {found.Length} characters, and {LongestIssue} are the most: keep what says what is wrong.");
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--issue: {path} can't be read: {unreadable.Message}", unreadable);
        }
    }
}
