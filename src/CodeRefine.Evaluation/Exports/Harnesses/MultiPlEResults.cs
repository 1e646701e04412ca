using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>Results as <see href="https://github.com/nuprl/MultiPL-E"/>'s evaluation writes them: for each problem a <c>NAME.results.json.gz</c> with the row's own fields and its <c>results</c>.</summary>
public sealed class MultiPlEResults : IRunExport
{
    private static readonly string[] Fields = ["name", "language", "prompt", "doctests", "original", "prompt_terminology", "tests", "stop_tokens"];

    public string Name => "multipl-e-results";
    public string Description => "MultiPL-E's results: a NAME.results.json.gz for each problem";
    public ExportShape Shape => ExportShape.Folder;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var rows = reader.Tasks.Select(t => (Task: t, Row: RowOf(t))).ToList();
        if (rows.FirstOrDefault(r => r.Row is null).Task is { } other)
        {
            throw new UserErrorException($"{Name}: {other.Id} is no row of a MultiPL-E suite (one has {string.Join(", ", Fields[..3])} and tests).");
        }

        var files = 0;
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (task, row) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var problem = row!;
            if (!reader.Samples(task.Id).Any(s => s.Outcome == SampleOutcome.Judged))
            {
                continue;
            }

            var name = SafeName(task.Id);
            for (var again = 2; !used.Add(name); again++)
            {
                name = $"{SafeName(task.Id)}_{again}";
            }

            using var gzip = new GZipStream(target.Open($"{name}.results.json.gz"), CompressionLevel.Optimal);
            ExportWriting.WriteDocument(gzip, json => Write(json, reader, task, problem.RootElement));
            files++;
        }

        return new(files, ExportWriting.NotJudged(reader));
    }

    /// <summary>A task's name as a file's: names come from a suite's file.</summary>
    internal static string SafeName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_');
        }

        return safe.ToString() is var text && text.Trim('.').Length == 0 ? "_" + text : text.TrimStart('.');
    }

    private static JsonDocument? RowOf(RunTask task)
    {
        if (task.Row is null)
        {
            return null;
        }

        var row = JsonDocument.Parse(task.Row);
        return row.RootElement.ValueKind == JsonValueKind.Object && row.RootElement.TryGetProperty("name", out _) && row.RootElement.TryGetProperty("tests", out _) && row.RootElement.TryGetProperty("language", out _) ? row : null;
    }

    private static void Write(Utf8JsonWriter json, IRunReader reader, RunTask task, JsonElement row)
    {
        json.WriteStartObject();
        foreach (var field in Fields.Where(f => row.TryGetProperty(f, out _)))
        {
            json.WritePropertyName(field);
            row.GetProperty(field).WriteTo(json);
        }

        json.WriteStartArray("results");
        foreach (var sample in reader.Samples(task.Id).Where(s => s.Outcome == SampleOutcome.Judged))
        {
            json.WriteStartObject();
            json.WriteString("program", EvalPlusResults.Solution(reader, task, sample));
            json.WriteString("stdout", sample.Output);
            json.WriteString("stderr", sample.Explanation);
            json.WriteNumber("exit_code", sample.Passed ? 0 : sample.Verdict == VerdictKind.TimedOut ? -1 : 1);
            json.WriteString("status", Status(sample));
            json.WriteNumber("timestamp", sample.Ended.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Status(SampleRecord sample) => sample.Passed ? "OK" : sample.Verdict switch
    {
        VerdictKind.CompileError or VerdictKind.PolicyViolation => "SyntaxError",
        VerdictKind.TimedOut => "Timeout",
        _ => "Exception",
    };
}
