using System.Text.Json.Nodes;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;

namespace CodeRefine.Cli.Wiring;

/// <summary>What <c>run.json</c> holds: how a run was started, enough to go on with it. No secret: keys are only ever named by where they are found.</summary>
/// <param name="Folder">The task's folder, absolute.</param>
/// <param name="Out">Where the solution goes instead of the folder, absolute; null for the folder.</param>
/// <param name="Replay">Id of the run whose recorded answers take the model's place.</param>
/// <param name="Settings">Everything that was configured, by key.</param>
internal sealed record RunRecord(string Folder, string? Out, bool DryRun, string? Replay, IReadOnlyDictionary<string, SettingValue> Settings)
{
    private const string Schema = "coderefine/run@1";

    public JsonObject ToJson() => new()
    {
        ["schema"] = Schema,
        ["version"] = AppVersion.Text,
        ["folder"] = Folder,
        ["out"] = Out,
        ["dryRun"] = DryRun,
        ["replay"] = Replay,
        ["settings"] = new JsonObject(Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, new JsonObject { ["value"] = s.Value.Text, ["from"] = s.Value.Source }))),
    };

    /// <summary>Reads it back. The file lies in a task's folder, which may come from anyone: its settings count as such a folder's own.</summary>
    /// <exception cref="UserErrorException">It was written by another version, or by hand.</exception>
    public static RunRecord FromJson(JsonObject json, string run)
    {
        try
        {
            if ((string?)json["schema"] != Schema || (string?)json["folder"] is not { } folder)
            {
                throw new UserErrorException($"The run {run} was recorded by another version of CodeRefine ({(string?)json["version"] ?? "unknown"}): start it again.");
            }

            var settings = (json["settings"] as JsonObject ?? []).ToDictionary(s => s.Key, s => new SettingValue((string?)s.Value?["value"] ?? "", (string?)s.Value?["from"] ?? "run.json", SourceKind.TaskFile), StringComparer.Ordinal);
            return new RunRecord(folder, (string?)json["out"], (bool?)json["dryRun"] ?? false, (string?)json["replay"], settings);
        }
        catch (Exception damaged) when (damaged is InvalidOperationException or FormatException)
        {
            throw new UserErrorException($"The configuration of the run {run} is damaged: {damaged.Message}", damaged);
        }
    }
}
