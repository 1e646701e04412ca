using System.CommandLine;
using System.Globalization;
using System.Text;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Reports;
using CodeRefine.Evaluation.Reports.Html;
using CodeRefine.Evaluation.Reports.Text;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Cli.Commands;

/// <summary><c>report</c>: what a run of <c>grade</c> or <c>eval</c> says, with intervals; or two of them side by side.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = Words.NoOption(new Argument<string>("run") { Description = "A run's file, its id or the beginning of it, or `last`", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "last" });
        var versus = new Option<string?>("--vs") { Description = "Compare with another run, task by task; differences are OTHER's less <run>'s", HelpName = "OTHER" };
        var markdown = new Option<bool>("--markdown") { Description = "Print Markdown on standard output" };
        var html = new Option<string?>("--html") { Description = "Write one page that needs no network, with charts and every trajectory", HelpName = "FILE" };
        var k = new Option<string?>("--k") { Description = "The ks of pass@k (default: the run's own)", HelpName = "LIST" };
        var level = new Option<double>("--level") { Description = "Level of the intervals, from 0.5 to 0.999", DefaultValueFactory = _ => 0.95 };
        var resamples = new Option<int>("--resamples") { Description = "Resamples of the bootstrap, from 100 to 1000000", DefaultValueFactory = _ => new BootstrapOptions().Resamples };
        var command = new Command("report", "Say what a run of grade or eval shows: pass@k with intervals, turns, costs, task by task") { run, versus, markdown, html, k, level, resamples };
        SettingOptions.Add(command, Settings.State);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine report                                  the last run
              coderefine report humaneval-cs-3f9c --html report.html
              coderefine report baseline.sqlite --vs refined.sqlite   paired differences, refined less baseline
              coderefine report last --markdown > REPORT.md

            Intervals are bootstrapped over tasks with a fixed seed: the same run gives the same numbers.
            """);
        command.SetBody((parse, context, cancellationToken) =>
        {
            var asMarkdown = parse.GetValue(markdown);
            if (asMarkdown && context.Json)
            {
                throw new UserErrorException("--markdown and --json both want standard output: use one of them.");
            }

            var options = Options(parse.GetValue(k), parse.GetValue(level), parse.GetValue(resamples));
            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            var page = parse.GetValue(html) is { } file ? new ReportFile("--html", file, context.Terminal) : null;
            using var first = RunReader.Open(RunFiles.Find(parse.GetValue(run)!, configuration));
            if (parse.GetValue(versus) is { } other)
            {
                using var second = RunReader.Open(RunFiles.Find(other, configuration));
                Compare(context, first, second, options, asMarkdown, page, cancellationToken);
            }
            else
            {
                Report(context, first, options, asMarkdown, page, cancellationToken);
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static void Report(CommandContext context, RunReader reader, ReportOptions options, bool markdown, ReportFile? page, CancellationToken cancellationToken)
    {
        context.Terminal.Status("counting samples …");
        var report = RunReportBuilder.Build(reader, options, cancellationToken);
        if (markdown)
        {
            context.Terminal.ClearStatus();
            MarkdownReport.Write(context.StandardOutput, report);
        }
        else if (page is null || context.Json)
        {
            ReportRenderer.Write(context.Terminal, report);
        }

        page?.Write((writer, choices) => HtmlReport.Write(writer, report, reader, choices, cancellationToken));
        context.WriteJson(new ReportDocument(report));
    }

    private static void Compare(CommandContext context, RunReader first, RunReader second, ReportOptions options, bool markdown, ReportFile? page, CancellationToken cancellationToken)
    {
        context.Terminal.Status("counting samples …");
        var report = ComparisonReport.Build(first, second, options, cancellationToken);
        if (markdown)
        {
            context.Terminal.ClearStatus();
            MarkdownReport.Write(context.StandardOutput, report);
        }
        else if (page is null || context.Json)
        {
            ReportRenderer.Write(context.Terminal, report);
        }

        page?.Write((writer, choices) => HtmlReport.Write(writer, report, first, second, choices, cancellationToken));
        context.WriteJson(new ComparisonDocument(report));
    }

    private static ReportOptions Options(string? ks, double level, int resamples)
    {
        if (level is not (>= 0.5 and <= 0.999))
        {
            throw new UserErrorException("--level: a number from 0.5 to 0.999 is needed.");
        }

        if (resamples is not (>= 100 and <= 1_000_000))
        {
            throw new UserErrorException("--resamples: a whole number from 100 to 1000000 is needed.");
        }

        return new ReportOptions { Ks = ks is null ? null : [.. SuiteArguments.Ks(ks, "--k")], Bootstrap = new() { Level = level, Resamples = resamples } };
    }

    /// <summary>A page on disk, and what lies beside it.</summary>
    private sealed class ReportFile(string option, string file, Terminal terminal)
    {
        private readonly string path = Path.GetFullPath(file);

        public void Write(Action<TextWriter, HtmlReportOptions> write)
        {
            var beside = $"{Path.GetFileNameWithoutExtension(path)}.trajectories";
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var writer = Open(path))
                {
                    write(writer, new HtmlReportOptions { FolderBeside = beside, OpenBeside = OpenBeside, Progress = (done, all) => terminal.Status(string.Create(CultureInfo.InvariantCulture, $"trajectories of {done} of {all} tasks …")) });
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"{option}: {path} cannot be written: {refused.Message}", refused);
            }

            terminal.Line($"written  {Terminal.Escape(path)}{(Directory.Exists(Path.Combine(Path.GetDirectoryName(path)!, beside)) ? $" and the folder {Terminal.Escape(beside)} beside it" : "")}");
        }

        private StreamWriter OpenBeside(string relative)
        {
            var whole = Path.Combine(Path.GetDirectoryName(path)!, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            return Open(whole);
        }

        private static StreamWriter Open(string path) => new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
    }
}
