using System.Runtime.InteropServices;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>What answers under Docker's API, by its own word: Docker, or Podman through its compatible socket; and the platform that its containers run on.</summary>
/// <param name="OperatingSystem">As the engine says it: <c>linux</c>, <c>windows</c>.</param>
/// <param name="Architecture">In Go's words: <c>amd64</c>, <c>arm64</c>.</param>
public sealed record EngineKind(bool IsPodman, string OperatingSystem, string Architecture)
{
    public string Name => IsPodman ? "Podman" : "Docker";

    /// <summary>
    /// Whether programs of this machine run in the engine's containers. Not on macOS and Windows, whose engines run in a virtual machine with
    /// Linux in it.
    /// </summary>
    public bool RunsOurBinaries => OperatingSystem == "linux" && System.OperatingSystem.IsLinux() && Architecture == OwnArchitecture;

    private static string OwnArchitecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    public static EngineKind Of(DockerVersion version) => new(
        version.Components?.Any(c => c.Name is { } name && name.Contains("Podman", StringComparison.OrdinalIgnoreCase)) ?? false,
        version.Os ?? "linux",
        version.Arch ?? OwnArchitecture);
}
