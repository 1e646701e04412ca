using System.Diagnostics;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Images;

/// <summary>Builds the sandbox image from this machine's own runtime, when the one of that content is not there.</summary>
public sealed class ImageBuilder
{
    public const string Repository = "coderefine-sandbox";
    private const string Label = "coderefine.image";

    /// <summary>Younger ones may be those of another copy of the tool on this machine, which would only build them again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly DockerClient docker;
    private readonly TimeProvider time;
    private readonly Lazy<SandboxImage> wanted;
    private readonly string dockerfile;

    public ImageBuilder(DockerClient docker, TimeProvider? time = null)
    {
        this.docker = docker;
        this.time = time ?? TimeProvider.System;
        dockerfile = Resources.Text("Dockerfile");
        wanted = new Lazy<SandboxImage>(() =>
        {
            var runtime = HostRuntime.Find();
            var files = SandboxFiles.Collect(runtime, TestHostFolder.Find());
            return new SandboxImage($"{Repository}:{files.Hash(dockerfile)[..16]}", runtime, files);
        });
    }

    /// <summary>The image as this machine's runtime and test host make it, built or not.</summary>
    public SandboxImage Wanted => wanted.Value;

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => await docker.FindImageAsync(Wanted.Tag, cancellationToken) is not null;

    /// <summary>Builds it where it is missing, and removes ones of ours that are older than a day and that nothing uses.</summary>
    /// <param name="force">Build also where it is there.</param>
    /// <exception cref="DockerException">The engine failed or is not reachable.</exception>
    /// <exception cref="SandboxException">The image cannot be put together on this machine.</exception>
    public async Task<ImageBuild> EnsureAsync(CancellationToken cancellationToken, bool force = false)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            if (!force && await docker.FindImageAsync(Wanted.Tag, cancellationToken) is { } there)
            {
                return new ImageBuild(Wanted.Tag, there.Size, Built: false, watch.Elapsed);
            }

            using var context = new ImageContext(dockerfile, Wanted.Files);
            await docker.BuildImageAsync(context, Wanted.Tag, new Dictionary<string, string> { [Label] = Wanted.Tag }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException($"The sandbox image can't be put together: {e.Message}", e);
        }

        var image = await docker.FindImageAsync(Wanted.Tag, cancellationToken) ?? throw new DockerException($"The Docker engine built the image {Wanted.Tag} but does not find it.");
        await PruneAsync(image.Id, cancellationToken);
        return new ImageBuild(Wanted.Tag, image.Size, Built: true, watch.Elapsed);
    }

    private async Task PruneAsync(string keep, CancellationToken cancellationToken)
    {
        foreach (var old in await docker.ListImagesAsync(Label, cancellationToken))
        {
            if (old.Id != keep && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(old.Created) > Kept)
            {
                await docker.RemoveImageAsync(old.Id, cancellationToken);
            }
        }
    }
}

/// <param name="Tag">Name with a hash of the content.</param>
public sealed record SandboxImage(string Tag, HostRuntime Runtime, SandboxFiles Files);

/// <param name="Size">Bytes.</param>
/// <param name="Built">False where it was there already.</param>
public sealed record ImageBuild(string Tag, long Size, bool Built, TimeSpan Took);
