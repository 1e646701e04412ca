using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>doctor</c> prints.</summary>
/// <param name="Ready">Whether <c>solve</c> can work without a model.</param>
internal sealed record DoctorDocument(bool Ready, IReadOnlyList<DoctorItem> Items)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/doctor@1";
}

/// <param name="Status"><c>ok</c>, <c>missing</c> (needed and absent) or <c>absent</c> (not needed).</param>
/// <param name="Fix">The command or the setting that mends it; null where nothing needs mending.</param>
internal sealed record DoctorItem(string Name, string Status, string Detail, string? Fix);
