using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Repositories.Sdk;

/// <summary>Folders of this machine that the SDK works with.</summary>
/// <param name="DotnetRoot">Folder of the <c>dotnet</c> program with its SDKs.</param>
/// <param name="UserPackages">The user's own package cache: read, never written. Null where there is none.</param>
/// <param name="Packages">A package cache of CodeRefine's own, which restoring fills.</param>
public sealed record SdkPlaces(string DotnetRoot, string? UserPackages, string Packages)
{
    /// <param name="state">CodeRefine's own folder.</param>
    public static SdkPlaces Find(string state)
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        var user = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named : home is null ? null : Path.Combine(home, ".nuget", "packages");
        return new SdkPlaces(HostRuntime.Find().Root, Directory.Exists(user) ? Path.GetFullPath(user) : null, Path.Combine(Path.GetFullPath(state), "packages"));
    }
}
