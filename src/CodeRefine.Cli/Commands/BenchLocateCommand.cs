using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Locating;
using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Cli.Commands;

/// <summary><c>bench locate</c>: how often the files that a fix changed are located from its issue alone.</summary>
internal static class BenchLocateCommand
{
    public static Command Create()
    {
        var instances = new Option<string?>("--instances") { Description = "SWE-bench-shaped rows, one JSON object a line; their reference patches only score", HelpName = "FILE" };
        var history = new Option<int?>("--history") { Description = "Instead of rows: the newest N commits that changed sources with tests, their messages as issues", HelpName = "N" };
        var repository = new Option<string>("--repo") { Description = "A clone that holds the base commits; may be bare", HelpName = "PATH", DefaultValueFactory = _ => "." };
        var command = new Command("locate", "Count how often the files of a known fix are located from its issue alone") { instances, history, repository };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine bench locate --instances serilog.jsonl --repo ../serilog
              coderefine bench locate --history 100 --repo ../polly

            A commit's message says more than an issue does: --history compares versions of the ranking, not tools.
            """);
        command.SetBody(async (parse, context, cancellationToken) =>
        {
            var (file, count, repo) = (parse.GetValue(instances), parse.GetValue(history), parse.GetValue(repository)!);
            if (file is null == count is null || count is < 1 or > 10_000)
            {
                throw new UserErrorException("Give either --instances FILE or --history N, N from 1 to 10000.");
            }

            var cases = file is not null ? LocateCases.From(SweRows.Read(file)) : await LocateCases.FromHistoryAsync(repo, count!.Value, cancellationToken);
            context.Terminal.Line($"[grey]{"case",-26} first  files of the fix at their places[/]");
            var scores = await new LocateBenchmark(repo, context.Time).RunAsync(cases, s => Write(context.Terminal, s), cancellationToken);
            var complete = scores.Length == cases.Length;
            var document = new BenchLocateDocument(Path.GetFullPath(repo), file is null ? $"history:{count}" : Path.GetFullPath(file), complete, Total(scores), [.. scores.Select(Row)]);
            Write(context.Terminal, document.Total);
            context.WriteJson(document);
            return complete ? ExitCodes.Success : ExitCodes.Cancelled;
        });
        return command;
    }

    private static BenchLocateTotal Total(ImmutableArray<LocateScore> all)
    {
        var tried = all.Where(s => s.Problem is null).ToList();
        BenchLocateShares Shares(Func<LocateScore, int, double> of)
        {
            double At(int k) => tried.Count == 0 ? 0 : Math.Round(tried.Average(s => of(s, k)), 4);
            return new(At(1), At(3), At(5), At(10));
        }

        static double Median(IEnumerable<double> values) => values.Order().ToList() is { Count: > 0 } sorted ? Math.Round(sorted[sorted.Count / 2]) : 0;
        return new BenchLocateTotal(
            all.Length, tried.Count, Shares((s, k) => s.Hit(k) ? 1 : 0), Shares((s, k) => s.All(k) ? 1 : 0), Shares((s, k) => s.Recall(k)),
            tried.Count == 0 ? 0 : Math.Round(tried.Average(s => s.First is { } first ? 1.0 / first : 0), 4),
            Median(tried.Select(s => s.Reading.TotalMilliseconds)), Median(tried.Select(s => s.Locating.TotalMilliseconds)));
    }

    private static BenchLocateRow Row(LocateScore s) =>
        new(s.Case.Id, s.First, s.Case.Answer, s.Ranks, s.Ranking, s.Lines, Math.Round(s.Reading.TotalMilliseconds), Math.Round(s.Locating.TotalMilliseconds), s.Problem);

    private static void Write(Terminal terminal, LocateScore score)
    {
        var words = score.Problem is { } problem ? $"[yellow]{Terminal.Escape(problem)}[/]"
            : Terminal.Escape(string.Join(", ", score.Case.Answer.Zip(score.Ranks).OrderBy(r => r.Second ?? int.MaxValue).Take(6).Select(r => $"{Path.GetFileName(r.First)} {r.Second?.ToString(CultureInfo.InvariantCulture) ?? "–"}")) + (score.Ranks.Length > 6 ? $" … {score.Ranks.Length} files" : ""));
        terminal.Line($"{Terminal.Escape(score.Case.Id),-26} {score.First?.ToString(CultureInfo.InvariantCulture) ?? "–",5}  {words}");
    }

    private static void Write(Terminal terminal, BenchLocateTotal total)
    {
        static string Line(string name, BenchLocateShares s) => string.Create(CultureInfo.InvariantCulture, $"{name,-26} {s.Top1,5:0%}  {s.Top3,5:0%}  {s.Top5,5:0%}  {s.Top10,6:0%}");
        terminal.Line();
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"[grey]{$"{total.Tried} of {total.Cases} cases",-26} top 1  top 3  top 5  top 10[/]"));
        terminal.Line(Line("any file of the fix", total.Hit));
        terminal.Line(Line("all files of the fix", total.All));
        terminal.Line(Line("share of its files", total.Recall));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"mean reciprocal rank {total.MeanReciprocalRank:0.000}; reading {total.MedianReadMs:0} ms, locating {total.MedianLocateMs:0} ms (medians)"));
    }
}
