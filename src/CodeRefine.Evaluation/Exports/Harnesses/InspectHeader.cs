using System.Text.Json;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Statistics;
using static CodeRefine.Evaluation.Exports.Harnesses.InspectTerms;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>What a log of inspect_ai says of the whole run: its set-up, and its results once it has ended.</summary>
internal static class InspectHeader
{
    public static void Start(Utf8JsonWriter json, IRunReader reader)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 2);
        Eval(json, reader);
        Plan(json, reader.Run);
        json.WriteEndObject();
    }

    public static void Header(Utf8JsonWriter json, IRunReader reader, DateTimeOffset ended, SampleCost total)
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
        foreach (var row in PassAtK.Estimate(reader.TaskCounts(), reader.Run.Ks, new TaskBootstrap()).Where(r => r.Estimate is not null))
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
}
