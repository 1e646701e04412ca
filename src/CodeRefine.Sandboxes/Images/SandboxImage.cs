using CodeRefine.Core;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Images;

/// <summary>What an image is made of.</summary>
/// <param name="Tag">Name with a hash of the content.</param>
/// <param name="BaseImage">The image to build on; null for none: this machine's own runtime goes in.</param>
public sealed record SandboxImage(string Tag, string Dockerfile, IReadOnlyList<SandboxFile> Runtime, IReadOnlyList<SandboxFile> Hosted, string? BaseImage)
{
    public const string Repository = "coderefine-sandbox";

    /// <summary>Names another image to take the runtime from where it has to be pulled, as one that a company mirrors.</summary>
    public const string BaseVariable = "CODEREFINE_BASE_IMAGE";

    /// <summary>From this machine's own runtime where the engine can run it, else on the public image of the same version.</summary>
    /// <exception cref="UserErrorException">The runtime or the test host is not found.</exception>
    /// <exception cref="FileNotFoundException">A native library that the runtime links is missing.</exception>
    public static SandboxImage For(EngineKind engine) => engine.RunsOurBinaries
        ? OfThisMachine()
        : Pulled(Environment.GetEnvironmentVariable(BaseVariable) is { Length: > 0 } named ? named : $"mcr.microsoft.com/dotnet/runtime:{Environment.Version.ToString(3)}");

    public static SandboxImage OfThisMachine()
    {
        var dockerfile = Resources.Text("Dockerfile");
        var files = SandboxFiles.Collect(HostRuntime.Find(), TestHostFolder.Find());
        return new SandboxImage(TagOf(files, dockerfile), dockerfile, files.Runtime, files.Hosted, null);
    }

    public static SandboxImage Pulled(string baseImage)
    {
        var dockerfile = Resources.Text("Dockerfile.pulled");
        var files = SandboxFiles.OfTestHost(TestHostFolder.Find());
        return new SandboxImage(TagOf(files, dockerfile + baseImage), dockerfile, [], files.Hosted, baseImage);
    }

    private static string TagOf(SandboxFiles files, string definition) => $"{Repository}:{files.Hash(definition)[..16]}";
}
