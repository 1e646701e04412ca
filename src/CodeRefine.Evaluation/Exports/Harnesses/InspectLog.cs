using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodeRefine.Core.Events;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>
/// A log of <see href="https://inspect.aisi.org.uk/eval-logs.html">inspect_ai</see>, version 2: a zip of <c>header.json</c>, <c>samples/ID_epoch_N.json</c>,
/// <c>summaries.json</c> and <c>_journal/</c>. A sample here is an epoch there, from 1; an infrastructure failure is an <c>error</c> and has no score.
/// </summary>
public sealed class InspectLog : IRunExport
{
    private const string Scorer = "held_back_checks";

    public string Name => "inspect";
    public string Description => "inspect_ai's .eval log, for its viewer and its analysis";
    public ExportShape Shape => ExportShape.Binary;

    public ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken)
    {
        var run = reader.Run;
        var tasks = ExportWriting.TasksById(reader);
        using var zip = new ZipArchive(target.Open(""), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        Entry(zip, run, "_journal/start.json", json => Start(json, reader));
        var count = 0;
        DateTimeOffset ended = run.Started;
        var total = new SampleCost();
        foreach (var sample in reader.Samples())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Entry(zip, run, $"samples/{FileId(sample.TaskId)}_epoch_{sample.Sample + 1}.json", json => Sample(json, reader, tasks[sample.TaskId], sample));
            ended = sample.Ended > ended ? sample.Ended : ended;
            total += sample.Cost;
            count++;
        }

        Entry(zip, run, "_journal/summaries/1.json", json => Summaries(json, reader, tasks));
        Entry(zip, run, "summaries.json", json => Summaries(json, reader, tasks));
        Entry(zip, run, "header.json", json => Header(json, reader, ended, total));
        return new(count);
    }

    /// <summary>inspect finds a sample by its id as it is; but one that would leave the folder where the zip is unpacked.</summary>
    private static string FileId(string id) => id.Contains("..", StringComparison.Ordinal) || id.StartsWith('/') || id.Contains('\\', StringComparison.Ordinal) ? MultiPlEResults.SafeName(id) : id;

    private static void Entry(ZipArchive zip, EvaluationRun run, string name, Action<Utf8JsonWriter> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        // A zip's dates begin in 1980; the run's own, so that the bytes are the run's and not the moment's.
        entry.LastWriteTime = run.Started.ToUniversalTime() is { Year: >= 1980 and < 2107 } started ? started : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        ExportWriting.WriteDocument(stream, write);
    }

    private static void Start(Utf8JsonWriter json, IRunReader reader)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 2);
        Eval(json, reader);
        Plan(json, reader.Run);
        json.WriteEndObject();
    }

    private static void Header(Utf8JsonWriter json, IRunReader reader, DateTimeOffset ended, SampleCost total)
    {
        var counts = reader.Counts();
        json.WriteStartObject();
        json.WriteNumber("version", 2);
        json.WriteString("status", counts.Complete ? "success" : "cancelled");
        Eval(json, reader);
        Plan(json, reader.Run);
        Results(json, reader, counts);
        json.WriteStartObject("stats");
        json.WriteString("started_at", Time(reader.Run.Started));
        json.WriteString("completed_at", Time(ended));
        Usage(json, "model_usage", reader.Run, total);
        json.WriteEndObject();
        json.WriteBoolean("invalidated", false);
        json.WriteEndObject();
    }

    private static void Eval(Utf8JsonWriter json, IRunReader reader)
    {
        var run = reader.Run;
        json.WriteStartObject("eval");
        json.WriteString("eval_id", Id(run, "eval"));
        json.WriteString("run_id", Id(run, "run"));
        json.WriteString("created", Time(run.Started));
        json.WriteString("task", run.Suite);
        json.WriteString("task_id", Id(run, "task"));
        json.WriteString("task_version", run.SuiteHash[..Math.Min(12, run.SuiteHash.Length)]);
        json.WriteStartObject("task_attribs");
        json.WriteEndObject();
        json.WriteStartObject("task_args");
        json.WriteString("oracle", run.Oracle);
        json.WriteNumber("seed", run.Seed);
        json.WriteEndObject();
        json.WriteString("solver", run.Kind == RunKind.Grade ? "recorded_completions" : run.Strategy);
        json.WriteStartObject("solver_args");
        foreach (var (key, value) in run.Options)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("dataset");
        json.WriteString("name", run.Suite);
        json.WriteNumber("samples", reader.Tasks.Count);
        json.WriteStartArray("sample_ids");
        foreach (var task in reader.Tasks)
        {
            json.WriteStringValue(task.Id);
        }

        json.WriteEndArray();
        json.WriteBoolean("shuffled", false);
        json.WriteEndObject();
        json.WriteStartObject("sandbox");
        json.WriteString("type", run.Sandbox);
        json.WriteEndObject();
        json.WriteString("model", ModelName(run));
        json.WriteStartObject("model_generate_config");
        json.WriteEndObject();
        json.WriteStartObject("model_args");
        json.WriteEndObject();
        json.WriteStartObject("config");
        json.WriteNumber("epochs", Math.Max(1, reader.Tasks.Select(t => t.Samples).DefaultIfEmpty(1).Max()));
        json.WriteEndObject();
        json.WriteStartObject("packages");
        json.WriteString("coderefine", run.ToolVersion);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("toolchain", run.Toolchain);
        json.WriteString("proposer", run.Proposer);
        json.WriteString("machine", run.Machine.OperatingSystem);
        json.WriteEndObject();
        json.WriteStartArray("scorers");
        json.WriteStartObject();
        json.WriteString("name", Scorer);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Plan(Utf8JsonWriter json, EvaluationRun run)
    {
        json.WriteStartObject("plan");
        json.WriteString("name", "plan");
        json.WriteStartArray("steps");
        json.WriteStartObject();
        json.WriteString("solver", run.Kind == RunKind.Grade ? "recorded_completions" : run.Strategy);
        json.WriteStartObject("params");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("config");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Results(Utf8JsonWriter json, IRunReader reader, RunCounts counts)
    {
        var tasks = reader.Samples().Where(s => s.Outcome == SampleOutcome.Judged).GroupBy(s => s.TaskId, StringComparer.Ordinal).Select(g => new TaskCount(g.Key, g.Count(), g.Count(s => s.Passed))).ToList();
        json.WriteStartObject("results");
        json.WriteNumber("total_samples", counts.Planned);
        json.WriteNumber("completed_samples", counts.Judged);
        json.WriteStartArray("scores");
        json.WriteStartObject();
        json.WriteString("name", Scorer);
        json.WriteString("scorer", Scorer);
        json.WriteNumber("scored_samples", counts.Judged);
        json.WriteNumber("unscored_samples", counts.Infrastructure);
        json.WriteStartObject("params");
        json.WriteEndObject();
        json.WriteStartObject("metrics");
        foreach (var row in PassAtK.Estimate(tasks, reader.Run.Ks, new TaskBootstrap()).Where(r => r.Estimate is not null))
        {
            Metric(json, $"pass_at_{row.K}", row.Estimate!);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Metric(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        json.WriteString("name", name);
        json.WriteNumber("value", estimate.Value);
        json.WriteStartObject("params");
        json.WriteEndObject();
        if (estimate.Interval is { } interval)
        {
            json.WriteStartObject("metadata");
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
            json.WriteNumber("level", interval.Level);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Sample(Utf8JsonWriter json, IRunReader reader, RunTask task, SampleRecord sample)
    {
        var completion = ExportWriting.Completion(reader, task, sample);
        json.WriteStartObject();
        Common(json, reader.Run, task, sample, Input(task), int.MaxValue);
        json.WriteStartObject("sandbox");
        json.WriteString("type", reader.Run.Sandbox);
        json.WriteEndObject();
        json.WriteStartArray("messages");
        foreach (var turn in Conversation(reader, sample))
        {
            Message(json, turn.Role is "system" or "assistant" ? turn.Role : "user", turn.Text);
        }

        Message(json, "assistant", completion);
        json.WriteEndArray();
        json.WriteStartObject("output");
        json.WriteString("model", ModelName(reader.Run));
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WritePropertyName("message");
        Message(json, "assistant", completion);
        json.WriteString("stop_reason", "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("completion", completion);
        json.WriteEndObject();
        json.WriteStartObject("store");
        json.WriteEndObject();
        json.WriteStartArray("events");
        json.WriteEndArray();
        json.WriteStartObject("attachments");
        json.WriteEndObject();
        if (sample.Outcome == SampleOutcome.Infrastructure)
        {
            json.WriteStartObject("error");
            json.WriteString("message", sample.Explanation);
            json.WriteString("traceback", "");
            json.WriteString("traceback_ansi", "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The last prompt that the model was given: each call has a context of its own.</summary>
    private static IEnumerable<ChatTurn> Conversation(IRunReader reader, SampleRecord sample) =>
        sample.Cost.ModelCalls == 0 ? [] : reader.Steps(sample.TaskId, sample.Sample).Select(s => s.Event).OfType<RunEvent.ModelCallStarted>().LastOrDefault()?.Prompt ?? [];

    private static void Summaries(Utf8JsonWriter json, IRunReader reader, Dictionary<string, RunTask> tasks)
    {
        json.WriteStartArray();
        foreach (var sample in reader.Samples())
        {
            json.WriteStartObject();
            Common(json, reader.Run, tasks[sample.TaskId], sample, Input(tasks[sample.TaskId]), 1_000);
            if (sample.Outcome == SampleOutcome.Infrastructure)
            {
                json.WriteString("error", Cut(sample.Explanation, 1_000));
            }

            json.WriteNumber("retries", sample.Tries - 1);
            json.WriteBoolean("completed", true);
            json.WriteNumber("turn_count", sample.Cost.ModelCalls);
            json.WriteEndObject();
            json.Flush();
        }

        json.WriteEndArray();
    }

    /// <summary>What a sample and its summary have in common.</summary>
    private static void Common(Utf8JsonWriter json, EvaluationRun run, RunTask task, SampleRecord sample, string input, int longest)
    {
        json.WriteString("id", sample.TaskId);
        json.WriteNumber("epoch", sample.Sample + 1);
        json.WriteString("input", Cut(input, longest));
        json.WriteString("target", "");
        if (sample.Outcome == SampleOutcome.Judged)
        {
            json.WriteStartObject("scores");
            json.WriteStartObject(Scorer);
            json.WriteString("value", sample.Passed ? "C" : "I");
            json.WriteString("explanation", Cut(sample.Explanation, longest));
            json.WriteStartObject("metadata");
            json.WriteString("verdict", sample.Verdict?.ToString() ?? "");
            json.WriteString("kind", sample.Kind.ToString());
            json.WriteString("solved_by", sample.SolvedBy.ToString());
            json.WriteEndObject();
            json.WriteStartArray("history");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("metadata");
        json.WriteString("title", Cut(task.Title, 1_000));
        json.WriteEndObject();
        Usage(json, "model_usage", run, sample.Cost);
        json.WriteString("started_at", Time(sample.Started));
        json.WriteString("completed_at", Time(sample.Ended));
        json.WriteNumber("total_time", (sample.Ended - sample.Started).TotalSeconds);
        json.WriteNumber("working_time", sample.Cost.Wall.TotalSeconds);
        json.WriteString("uuid", Id(run, $"{sample.TaskId}\n{sample.Sample}"));
    }

    private static void Message(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("content", content);
        json.WriteString("role", role);
        json.WriteEndObject();
    }

    private static void Usage(Utf8JsonWriter json, string name, EvaluationRun run, SampleCost cost)
    {
        json.WriteStartObject(name);
        if (cost.ModelCalls > 0)
        {
            json.WriteStartObject(ModelName(run));
            json.WriteNumber("input_tokens", cost.PromptTokens);
            json.WriteNumber("output_tokens", cost.AnswerTokens);
            json.WriteNumber("total_tokens", cost.PromptTokens + cost.AnswerTokens);
            json.WriteNumber("total_cost", (double)cost.Money);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>inspect's names are provider/model.</summary>
    private static string ModelName(EvaluationRun run) => run.Model is { } model ? (model.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? $"{model[..at]}/{model[(at + 1)..]}" : model) : $"coderefine/{run.Proposer}";

    private static string Input(RunTask task) => task.Prompt.Length > 0 ? task.Prompt : task.Statement.Length > 0 ? task.Statement : task.Title;

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>22 letters and digits, as inspect's own ids have, made of the run.</summary>
    private static string Id(EvaluationRun run, string part)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Id}\n{run.SuiteHash}\n{part}"));
        return Convert.ToBase64String(hash).Replace('+', 'A').Replace('/', 'B')[..22];
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
}
