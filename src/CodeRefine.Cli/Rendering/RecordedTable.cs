using System.Globalization;
using CodeRefine.Cli.Benchmarks;

namespace CodeRefine.Cli.Rendering;

/// <summary>The results of <c>bench repair --recorded</c>, for people.</summary>
internal static class RecordedTable
{
    public const string Heading = "row                                             answer            repaired      edits     time  patch, or why not";

    public static string Line(RecordedRow row)
    {
        var result = row.Result;
        var repaired = row.Start is RecordedStart.Right or RecordedStart.WrongUnseen or RecordedStart.Unusable ? "" : RepairTable.Word(result.Outcome);
        var words = result.Patch.Length > 0 ? result.Patch : result.Reason;
        return string.Create(CultureInfo.InvariantCulture, $"{row.Name,-46}  {Word(row.Start),-16}  {repaired,-12}  {result.Edits,5}  {result.Seconds,5:0.0} s  {Terminal.Escape(SafeText.Line(words, 160))}");
    }

    public static IEnumerable<string> Totals(IReadOnlyList<RecordedTotal> totals)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{totals.Sum(t => t.Answers)} recorded answers");
        foreach (var total in totals)
        {
            var mended = total.Start is RecordedStart.DoesNotCompile or RecordedStart.FailsTests
                ? $"; mended so that the visible asserts pass: {total.Mended}, the held-back ones too: [bold]{total.Correct}[/]; median {total.MedianSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
                : "";
            yield return string.Create(CultureInfo.InvariantCulture, $"  {total.Answers,4} {Words(total.Start)}{mended}");
        }
    }

    public static string Word(RecordedStart start) => start switch
    {
        RecordedStart.Right => "right",
        RecordedStart.WrongUnseen => "wrong, unseen",
        RecordedStart.DoesNotCompile => "does not compile",
        RecordedStart.FailsTests => "fails tests",
        _ => "unusable",
    };

    private static string Words(RecordedStart start) => start switch
    {
        RecordedStart.Right => "were right as they were",
        RecordedStart.WrongUnseen => "fail held-back asserts only, so that repair sees nothing wrong",
        RecordedStart.DoesNotCompile => "did not compile",
        RecordedStart.FailsTests => "failed visible asserts",
        _ => "could not be used: no code, or a row with a single assert",
    };
}
