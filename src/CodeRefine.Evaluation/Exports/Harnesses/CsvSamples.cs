using System.Globalization;
using System.Text;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>
/// A row for each sample, RFC 4180. Texts that a candidate may have written and that a spreadsheet would take for a formula begin with an
/// apostrophe (<see href="https://owasp.org/www-community/attacks/CSV_Injection"/>).
/// </summary>
public sealed class CsvSamples : IRunExport
{
    private static readonly string[] Columns =
    [
        "task_id", "sample", "outcome", "passed", "verdict", "kind", "solved_by", "turns", "tries", "run_alone", "cached", "model_calls", "prompt_tokens", "answer_tokens",
        "dollars", "sandbox_runs", "wall_seconds", "cpu_seconds", "started", "solution", "explanation",
    ];

    public string Name => "csv";
    public string Description => "One row for each sample: verdict, cost, why it failed";
    public ExportShape Shape => ExportShape.Text;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        using var writer = new StreamWriter(target.Open(""), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Columns));
        var rows = 0;
        foreach (var sample in reader.Samples())
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteLine(string.Join(',', Cells(sample).Select(Quoted)));
            rows++;
        }

        return new(rows);
    }

    private static string[] Cells(SampleRecord s) =>
    [
        Text(s.TaskId), Number(s.Sample), s.Outcome.ToString(), s.Passed ? "true" : "false", s.Verdict?.ToString() ?? "", s.Kind.ToString(), s.SolvedBy.ToString(), Number(s.Turns.Length), Number(s.Tries),
        s.RunAlone ? "true" : "false", s.Cached ? "true" : "false", Number(s.Cost.ModelCalls), Number(s.Cost.PromptTokens), Number(s.Cost.AnswerTokens), s.Cost.Money.ToString(CultureInfo.InvariantCulture),
        Number(s.Cost.Verdicts), Seconds(s.Cost.Wall), Seconds(s.Cost.Cpu), s.Started.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), s.Solution ?? "", Text(s.Explanation),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
