using System.Reflection;
using System.Runtime.Loader;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>Candidate and checks loaded once more, with statics of their own, and let go of afterwards.</summary>
internal sealed class SeparateImages : IDisposable
{
    private readonly Context context;

    private SeparateImages(JobPayload job)
    {
        context = new Context(new SupportImages(job));
        context.Candidate = LoadedImages.Load(context, job.CandidatePe, job.CandidatePdb);
        Images = new LoadedImages(context.Candidate, LoadedImages.Load(context, job.ChecksPe, job.ChecksPdb));
    }

    public LoadedImages Images { get; }

    public static SeparateImages Load(JobPayload job) => new(job);

    public void Dispose() => context.Unload();

    private sealed class Context(SupportImages support) : AssemblyLoadContext("variant", isCollectible: true)
    {
        public Assembly? Candidate { get; set; }

        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == Candidate?.GetName().Name ? Candidate : support.Load(this, assemblyName, ofRepository: true);
    }
}
