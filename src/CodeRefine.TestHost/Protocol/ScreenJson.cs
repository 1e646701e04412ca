using System.Text.Json;

namespace CodeRefine.TestHost.Protocol;

/// <summary>Writes what is told of a screening, as <see cref="ReportJson"/> does for checks.</summary>
internal static class ScreenJson
{
    public static byte[] Of(ScreenGround ground) => ReportJson.Write(ground, static (json, ground) =>
    {
        json.WriteStartArray("checks");
        foreach (var check in ground.Checks)
        {
            json.WriteNumberValue(check);
        }

        json.WriteEndArray();
        json.WriteNumber("stepLimit", ground.StepLimit);
        json.WriteNumber("depthLimit", ground.DepthLimit);
        if (ground.Problem is not null)
        {
            json.WriteString("problem", ground.Problem);
        }
    });

    public static byte[] Of(ScreenBatch batch) => ReportJson.Write(batch, static (json, batch) =>
    {
        json.WriteStartArray("outcomes");
        foreach (var outcome in batch.Outcomes)
        {
            Outcome(json, outcome);
        }

        json.WriteEndArray();
        json.WriteBoolean("verified", batch.Verified);
        json.WriteBoolean("leaked", batch.Leaked);
    });

    private static void Outcome(Utf8JsonWriter json, VariantOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteNumber("id", outcome.Id);
        json.WriteBoolean("passed", outcome.Passed);
        json.WriteNumber("gain", outcome.Gain);
        json.WriteBoolean("further", outcome.Further);
        if (outcome.Broken is { } broken)
        {
            json.WriteNumber("broken", broken);
        }

        json.WriteEndObject();
    }
}
