using System.Buffers;
using System.Text.Json;

namespace CodeRefine.TestHost.Protocol;

/// <summary>Writes what a host reports, field by field and as <see cref="ProtocolJson"/> reads it: for the same reason as <see cref="HostJobReading"/>.</summary>
internal static class ReportJson
{
    public static byte[] Of(CheckStart start) => Write(start, static (json, start) => json.WriteString("id", start.Id));

    public static byte[] Of(CheckOutcome outcome) => Write(outcome, Outcome);

    /// <summary>One object of these fields.</summary>
    public static byte[] Write<T>(T what, Action<Utf8JsonWriter, T> fields) where T : class
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fields(json, what);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Outcome(Utf8JsonWriter json, CheckOutcome outcome)
    {
        json.WriteString("id", outcome.Id);
        json.WriteString("status", NameOf(outcome.Status));
        json.WriteNumber("casesPassed", outcome.CasesPassed);
        json.WriteNumber("casesFailed", outcome.CasesFailed);
        json.WriteStartArray("failures");
        foreach (var failure in outcome.Failures)
        {
            Failure(json, failure);
        }

        json.WriteEndArray();
        json.WriteNumber("milliseconds", outcome.Milliseconds);
        json.WriteString("output", outcome.Output);
        json.WriteStartArray("coverage");
        foreach (var index in outcome.Coverage)
        {
            json.WriteNumberValue(index);
        }

        json.WriteEndArray();
        Optional(json, "trace", outcome.Trace);
        Optional(json, "skipReason", outcome.SkipReason);
    }

    private static void Failure(Utf8JsonWriter json, FailureReport failure)
    {
        json.WriteStartObject();
        json.WriteString("case", failure.Case);
        json.WriteString("exceptionType", failure.ExceptionType);
        json.WriteString("message", failure.Message);
        Optional(json, "expected", failure.Expected);
        Optional(json, "actual", failure.Actual);
        json.WriteStartArray("stack");
        foreach (var frame in failure.Stack)
        {
            json.WriteStartObject();
            json.WriteString("method", frame.Method);
            Optional(json, "path", frame.Path);
            json.WriteNumber("line", frame.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (failure.Counterexample is { } found)
        {
            Counterexample(json, found);
        }

        json.WriteEndObject();
    }

    private static void Counterexample(Utf8JsonWriter json, CounterexampleReport found)
    {
        json.WriteStartObject("counterexample");
        json.WriteString("seed", found.Seed);
        Texts(json, "original", found.Original);
        Texts(json, "shrunk", found.Shrunk);
        json.WriteNumber("shrinks", found.Shrinks);
        json.WriteNumber("testsRun", found.TestsRun);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    // Without Enum.ToString, which reads the names by reflection.
    private static string NameOf(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Passed => nameof(OutcomeStatus.Passed),
        OutcomeStatus.Failed => nameof(OutcomeStatus.Failed),
        OutcomeStatus.Skipped => nameof(OutcomeStatus.Skipped),
        OutcomeStatus.OutOfMemory => nameof(OutcomeStatus.OutOfMemory),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
