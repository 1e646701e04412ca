using System.Text.Json.Serialization;

namespace CodeRefine.Cli.Json;

/// <summary>What <c>sandbox status</c> prints.</summary>
internal sealed record SandboxStatusDocument(string? Auto, IReadOnlyList<SandboxView> Sandboxes)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/sandbox-status@1";
}

internal sealed record SandboxView(string Name, bool Usable, string Detail, string? Fix);

/// <summary>What <c>sandbox build</c> prints.</summary>
internal sealed record SandboxBuildDocument(string Image, bool Built, long Bytes, double Seconds)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "coderefine/sandbox-build@1";
}
