using System.Reflection;
using System.Runtime.Loader;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Hosting;

/// <summary>What the checks need beside what is here: loaded when it is asked for.</summary>
internal sealed class SupportImages
{
    private readonly Dictionary<string, (ReadOnlyMemory<byte> Pe, bool OfRepository)> images = new(StringComparer.OrdinalIgnoreCase);

    public SupportImages(JobPayload job)
    {
        for (var i = 0; i < job.Support.Length; i++)
        {
            images.TryAdd(job.Job.Support![i].Name, (job.Support[i], job.Job.Support[i].OfRepository));
        }
    }

    /// <param name="ofRepository">Only such ones, or only others; null for either.</param>
    /// <returns>Null where it is not among them.</returns>
    public Assembly? Load(AssemblyLoadContext context, AssemblyName name, bool? ofRepository) =>
        name.Name is { } simple && images.TryGetValue(simple, out var image) && (ofRepository ?? image.OfRepository) == image.OfRepository
            ? LoadedImages.Load(context, image.Pe, default)
            : null;
}
