using System.Text.Json;
using CodeRefine.Core.Events;
using CodeRefine.Evaluation.Runs;
using static CodeRefine.Evaluation.Exports.Harnesses.InspectTerms;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>What a log of inspect_ai says of each sample: a document of its own, and a line of the summaries.</summary>
internal static class InspectSamples
{
    public static void Sample(Utf8JsonWriter json, IRunReader reader, RunTask task, SampleRecord sample)
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

    public static void Summaries(Utf8JsonWriter json, IRunReader reader, Dictionary<string, RunTask> tasks)
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

    /// <summary>The last prompt that the model was given: each call has a context of its own.</summary>
    private static IEnumerable<ChatTurn> Conversation(IRunReader reader, SampleRecord sample) =>
        sample.Cost.ModelCalls == 0 ? [] : reader.Steps(sample.TaskId, sample.Sample).Select(s => s.Event).OfType<RunEvent.ModelCallStarted>().LastOrDefault()?.Prompt ?? [];

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

    private static string Input(RunTask task) => task.Prompt.Length > 0 ? task.Prompt : task.Statement.Length > 0 ? task.Statement : task.Title;

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
