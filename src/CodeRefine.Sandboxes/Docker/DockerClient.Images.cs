using System.Net;
using System.Text.Json;

namespace CodeRefine.Sandboxes.Docker;

public sealed partial class DockerClient
{
    /// <summary>The image of that tag or id; null where there is none.</summary>
    public async Task<ImageDetails?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(await PathAsync($"/images/{reference}/json", cancellationToken), $"show the image {reference}", DockerJson.Default.ImageDetails, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<ImageSummary>> ListImagesAsync(string label, CancellationToken cancellationToken) =>
        await GetAsync(await PathAsync($"/images/json?filters={LabelFilter(label)}", cancellationToken), "list its images", DockerJson.Default.IReadOnlyListImageSummary, cancellationToken);

    /// <summary>Removes an image; one that a container still uses stays.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> RemoveImageAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, await PathAsync($"/images/{reference}", cancellationToken), $"remove the image {reference}", null, cancellationToken);
            return true;
        }
        catch (DockerException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return e.Status == HttpStatusCode.NotFound;
        }
    }

    /// <summary>Builds from a tar stream that has a <c>Dockerfile</c> in it.</summary>
    /// <param name="baseImage">The file's argument <c>BASE</c>, pulled by the engine where it has not got it; null where the file has no such argument.</param>
    /// <exception cref="DockerException">A step failed, in the engine's words.</exception>
    public async Task BuildImageAsync(HttpContent tar, string tag, IReadOnlyDictionary<string, string> labels, string? baseImage, CancellationToken cancellationToken)
    {
        var arguments = baseImage is null ? "" : "&buildargs=" + Uri.EscapeDataString(JsonSerializer.Serialize(new Dictionary<string, string> { ["BASE"] = baseImage }, DockerJson.Default.IReadOnlyDictionaryStringString));
        var query = $"?t={Uri.EscapeDataString(tag)}&rm=1&forcerm=1&networkmode=none&labels={Uri.EscapeDataString(JsonSerializer.Serialize(labels, DockerJson.Default.IReadOnlyDictionaryStringString))}{arguments}";
        using var response = await SendAsync(HttpMethod.Post, await PathAsync("/build" + query, cancellationToken), $"build the image {tag}", tar, cancellationToken);

        // The status is sent before the first step: how the build went is only in the stream of messages, one JSON object a line.
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize(line, DockerJson.Default.BuildMessage)?.Error is { } error)
            {
                throw new DockerException($"The Docker engine was asked to build the image {tag} and failed: {error}");
            }
        }
    }

    private static string LabelFilter(string label) =>
        Uri.EscapeDataString(JsonSerializer.Serialize(new Dictionary<string, string[]> { ["label"] = [label] }, DockerJson.Default.DictionaryStringStringArray));
}
