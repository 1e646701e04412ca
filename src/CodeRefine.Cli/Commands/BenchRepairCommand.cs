using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Benchmarks;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench repair</c>: how much of a corpus of defects the built-in engine mends.</summary>
internal static class BenchRepairCommand
{
    private const int DotnetTestRounds = 3;

    public static Command Create()
    {
        var corpus = new Option<string?>("--corpus") { Description = "Folder of defects to repair (default: the clone's own, tests/CodeRefine.Repair.Corpus)", HelpName = "DIR" };
        var only = new Option<string?>("--only") { Description = "Only entries whose name, kind, group or half holds this", HelpName = "TEXT" };
        var limit = new Option<string>("--limit") { Description = "Longest time for one program", HelpName = "TIME", DefaultValueFactory = _ => "30s" };
        var markdown = new Option<string?>("--markdown") { Description = "Write the table there too, as Markdown", HelpName = "FILE" };
        var skip = new Option<bool>("--no-dotnet-test") { Description = "Leave `dotnet test` out: it runs a program of the corpus on this machine with no sandbox" };
        var recorded = new Option<string?>("--recorded") { Description = "Repair a model's recorded answers instead: MultiPL-E's C# rows, one JSON object a line", HelpName = "FILE" };
        var command = new Command("repair", "Count how many broken programs the built-in repair engine mends, with no model") { corpus, only, limit, markdown, skip, recorded };
        SettingOptions.Add(command, Settings.Sandbox, Settings.Seed);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench repair                                 the clone's own corpus
              coderefine bench repair --only off-by-one               one kind of defect
              coderefine bench repair --markdown RESULTS.md
              coderefine bench repair --recorded humaneval-cs.jsonl   recorded answers: half of the asserts visible, half held back

            Each program is repaired as `solve` does it, without a model; its held-back checks are run once, at the end.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var configuration = Configuration(parse, parse.GetValue(limit)!);
            if (parse.GetValue(recorded) is { } file)
            {
                RefuseBeside(parse, corpus, markdown, skip);
                return await RunRecordedAsync(new RecordedBenchmark(context, configuration), context, file, parse.GetValue(only), cancellationToken);
            }

            var folder = Path.GetFullPath(parse.GetValue(corpus) ?? CorpusBenchmark.OwnCorpus() ?? throw new UserErrorException("This is no clone of CodeRefine, which holds a corpus: name one by --corpus."));
            return await RunAsync(new CorpusBenchmark(context, configuration), context, new Request(folder, parse.GetValue(only), parse.GetValue(markdown), DotnetTest: !parse.GetValue(skip)), cancellationToken);
        });
        return command;
    }

    private sealed record Request(string Corpus, string? Only, string? Markdown, bool DotnetTest);

    /// <summary>What is typed here and nothing else: no file and no variable changes what is measured.</summary>
    private static ResolvedConfiguration Configuration(ParseResult parse, string limit)
    {
        ValueRule.Duration.Require(limit, "--limit");
        var flags = SettingOptions.Typed(parse);
        flags[Settings.Time] = limit;
        flags[Settings.Proposer] = "repair";
        return ConfigurationReader.Again(Path.GetTempPath(), new Dictionary<string, SettingValue>(), flags);
    }

    private static async Task<int> RunAsync(CorpusBenchmark benchmark, CommandContext context, Request request, CancellationToken cancellationToken)
    {
        var defects = CorpusBenchmark.Choose(request.Corpus, request.Only);
        context.Terminal.Line($"[grey]{RepairTable.Heading}[/]");
        var rows = await benchmark.RunAsync(defects, r => context.Terminal.Line(RepairTable.Line(r)), cancellationToken);
        var complete = rows.Count == defects.Count;
        var usual = request.DotnetTest && complete ? await benchmark.DotnetTestAsync(defects[0], DotnetTestRounds, cancellationToken) : null;
        var rate = Rate(rows);
        var totals = RepairTotal.Of(rows);
        context.Terminal.Line();
        foreach (var line in RepairTable.Totals(totals))
        {
            context.Terminal.Line(line);
        }

        var rates = Rates(rate, usual);
        context.Terminal.Line(rates);
        if (request.Markdown is { } file)
        {
            Write(file, RepairTable.Markdown(rows, totals, rates, $"./coderefine bench repair{(request.Only is { } o ? $" --only {o}" : "")} --markdown {Path.GetFileName(file)}"));
        }

        context.WriteJson(Document(request, rows, totals, complete, rate, usual));
        return complete ? ExitCodes.Success : ExitCodes.Cancelled;
    }

    private static async Task<int> RunRecordedAsync(RecordedBenchmark benchmark, CommandContext context, string file, string? only, CancellationToken cancellationToken)
    {
        context.Terminal.Line($"[grey]{RecordedTable.Heading}[/]");
        var (rows, complete) = await benchmark.RunAsync(file, only, r => context.Terminal.Line(RecordedTable.Line(r)), cancellationToken);
        var totals = RecordedTotal.Of(rows);
        context.Terminal.Line();
        foreach (var line in RecordedTable.Totals(totals))
        {
            context.Terminal.Line(line);
        }

        context.WriteJson(new BenchRecordedDocument(
            Path.GetFullPath(file), complete,
            [.. totals.Select(t => new RecordedTotalView(t.Start, t.Answers, t.Mended, t.Correct, Math.Round(t.MedianSeconds, 3)))],
            [.. rows.Select(r => new RecordedRowView(r.Name, r.Start, r.Result.Outcome, r.Result.Edits, Math.Round(r.Result.Seconds, 3), r.Result.Patch, r.Result.Reason))]));
        return complete ? ExitCodes.Success : ExitCodes.Cancelled;
    }

    private static void RefuseBeside(ParseResult parse, params Option[] others)
    {
        if (others.FirstOrDefault(o => parse.GetResult(o) is { Implicit: false }) is { } other)
        {
            throw new UserErrorException($"{other.Name} is for a corpus, and --recorded takes a file of answers: use one of them.");
        }
    }

    private static double? Rate(IReadOnlyList<DefectRow> rows)
    {
        var rates = rows.Select(r => r.Result.EditsPerSecond).OfType<double>().ToList();
        return rates.Count == 0 ? null : new Timings("", rates).Median;
    }

    private static string Rates(double? rate, Timings? usual)
    {
        var screened = rate is { } r ? string.Create(CultureInfo.InvariantCulture, $"Candidate edits tried: {r:0.#} a second (median over the programs).") : "No edits were screened.";
        return usual is null ? screened : screened + string.Create(CultureInfo.InvariantCulture, $" Edit and `dotnet test` of one of these programs: {usual.Median:0} ms an edit, {1000 / usual.Median:0.00} a second{(rate is { } f ? $", {f * usual.Median / 1000:0} times fewer" : "")}.");
    }

    private static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--markdown: {file} cannot be written: {refused.Message}", refused);
        }
    }

    private static BenchRepairDocument Document(Request request, IReadOnlyList<DefectRow> rows, IReadOnlyList<RepairTotal> totals, bool complete, double? rate, Timings? usual) => new(
        request.Corpus, complete, Rounded(rate), Rounded(usual?.Median),
        [.. totals.Select(t => new RepairTotalView(t.Name, t.Entries, t.Correct, t.Overfitted, t.NotSolved, t.Failed, Math.Round(t.MedianSeconds, 3), Math.Round(t.MaxSeconds, 3)))],
        [.. rows.Select(r => new RepairRowView(r.Defect.Name, RepairTotal.Word(r.Defect.Group), RepairTotal.Word(r.Defect.Half), r.Defect.Kind, r.Result.Outcome, r.Result.Start?.ToString(), r.Result.Edits, Rounded(r.Result.EditsPerSecond), Math.Round(r.Result.Seconds, 3), r.Result.Patch, r.Result.Reason))]);

    private static double? Rounded(double? number) => number is { } n ? Math.Round(n, 1) : null;
}
