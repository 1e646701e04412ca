using System.Globalization;
using CodeRefine.Cli.Benchmarks;

namespace CodeRefine.Cli.Rendering;

/// <summary>The results of <c>bench repair</c>, for people: lines on a terminal as they come, and a Markdown table to keep.</summary>
internal static class RepairTable
{
    public const string Heading = "entry                             kind                             outcome       edits  edits/s     time  patch, or why not";

    public static string Line(DefectRow row)
    {
        var result = row.Result;
        return string.Create(CultureInfo.InvariantCulture, $"{row.Defect.Name,-32}  {row.Defect.Kind,-31}  {Colour(result.Outcome)}{Word(result.Outcome),-12}[/]  {result.Edits,5}  {Rate(result),7}  {result.Seconds,5:0.0} s  {Terminal.Escape(SafeText.Line(Words(result), 160))}");
    }

    public static IEnumerable<string> Totals(IReadOnlyList<RepairTotal> totals) => totals.Select(t => string.Create(CultureInfo.InvariantCulture,
        $"{t.Name,-16}  [bold]{t.Correct,3} of {t.Entries,-3} correct[/]  {t.Overfitted,2} plausible but wrong  {t.NotSolved,2} not solved{(t.Failed > 0 ? $"  {t.Failed} failed" : "")}  median {t.MedianSeconds:0.0} s, at most {t.MaxSeconds:0.0} s"));

    public static string Word(RepairOutcome outcome) => outcome switch
    {
        RepairOutcome.Correct => "correct",
        RepairOutcome.Overfitted => "overfitted",
        RepairOutcome.NotSolved => "not solved",
        _ => "failed",
    };

    /// <param name="command">What was typed, so that it can be typed again.</param>
    public static string Markdown(IReadOnlyList<DefectRow> rows, IReadOnlyList<RepairTotal> totals, string rates, string command)
    {
        var lines = new List<string>
        {
            "# Repair without a model: results", "",
            "Written by", "", "```", command, "```", "",
            "An entry is *correct* where the repaired program passes its held-back checks too, *overfitted* where only the visible ones. The engine sees neither the",
            "held-back checks nor the right program. Names are split into two halves by a hash: the development half's failures were looked at when the engine's edits",
            "were improved, the test half was only run.", "",
            rates, "",
            "| | entries | correct | overfitted | not solved | median | most |", "|---|---|---|---|---|---|---|",
        };
        lines.AddRange(totals.Select(t => string.Create(CultureInfo.InvariantCulture, $"| {t.Name} | {t.Entries} | {t.Correct} | {t.Overfitted} | {t.NotSolved + t.Failed} | {t.MedianSeconds:0.0} s | {t.MaxSeconds:0.0} s |")));
        lines.AddRange(["", "| entry | group | half | kind | outcome | edits | edits/s | time |", "|---|---|---|---|---|---|---|---|"]);
        lines.AddRange(rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"| {r.Defect.Name} | {RepairTotal.Word(r.Defect.Group)} | {RepairTotal.Word(r.Defect.Half)} | {r.Defect.Kind} | {Word(r.Result.Outcome)} | {r.Result.Edits} | {Rate(r.Result)} | {r.Result.Seconds:0.0} s |")));
        return string.Join('\n', lines) + "\n";
    }

    private static string Rate(RepairResult result) => result.EditsPerSecond is { } rate ? rate.ToString("0", CultureInfo.InvariantCulture) : "";

    private static string Words(RepairResult result) => result.Outcome switch
    {
        RepairOutcome.Correct => result.Patch,
        RepairOutcome.Overfitted => $"{result.Patch} ({result.Reason})",
        _ => result.Reason,
    };

    private static string Colour(RepairOutcome outcome) => outcome switch
    {
        RepairOutcome.Correct => "[green]",
        RepairOutcome.Overfitted => "[yellow]",
        _ => "[red]",
    };
}
