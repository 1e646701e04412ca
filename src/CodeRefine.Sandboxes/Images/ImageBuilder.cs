using System.Diagnostics;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Docker;

namespace CodeRefine.Sandboxes.Images;

/// <summary>Builds the sandbox image when the one of the wanted content is not there.</summary>
public sealed class ImageBuilder
{
    private const string Label = "coderefine.image";

    /// <summary>Younger ones may be those of another copy of the tool on this machine, which would only build them again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly DockerClient docker;
    private readonly TimeProvider time;
    private SandboxImage? wanted;

    public ImageBuilder(DockerClient docker, TimeProvider? time = null)
    {
        this.docker = docker;
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>The image that this engine, this machine's runtime and the test host make, built or not.</summary>
    /// <exception cref="DockerException">The engine is not reachable.</exception>
    public async Task<SandboxImage> WantedAsync(CancellationToken cancellationToken) => wanted ??= SandboxImage.For(await docker.KindAsync(cancellationToken));

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => await docker.FindImageAsync((await WantedAsync(cancellationToken)).Tag, cancellationToken) is not null;

    /// <summary>Builds it where it is missing, and removes ones of ours that are older than a day and that nothing uses.</summary>
    /// <param name="force">Build also where it is there.</param>
    /// <exception cref="DockerException">The engine failed or is not reachable.</exception>
    /// <exception cref="SandboxException">The image cannot be put together on this machine.</exception>
    public async Task<ImageBuild> EnsureAsync(CancellationToken cancellationToken, bool force = false)
    {
        var watch = Stopwatch.StartNew();
        var recipe = await WantedAsync(cancellationToken);
        try
        {
            if (!force && await docker.FindImageAsync(recipe.Tag, cancellationToken) is { } there)
            {
                return new ImageBuild(recipe.Tag, there.Size, Built: false, watch.Elapsed);
            }

            using var context = new ImageContext(recipe);
            await docker.BuildImageAsync(context, recipe.Tag, new Dictionary<string, string> { [Label] = recipe.Tag }, recipe.BaseImage, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException($"The sandbox image can't be put together: {e.Message}", e);
        }

        var image = await docker.FindImageAsync(recipe.Tag, cancellationToken) ?? throw new DockerException($"The Docker engine built the image {recipe.Tag} but does not find it.");
        await PruneAsync(image.Id, cancellationToken);
        return new ImageBuild(recipe.Tag, image.Size, Built: true, watch.Elapsed);
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

/// <param name="Size">Bytes.</param>
/// <param name="Built">False where it was there already.</param>
public sealed record ImageBuild(string Tag, long Size, bool Built, TimeSpan Took);
