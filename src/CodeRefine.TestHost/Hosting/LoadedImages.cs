using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Candidate and checks, loaded from memory into the default context: there xunit finds them by name, as its discoverers do.</summary>
internal sealed record LoadedImages(Assembly Candidate, Assembly Checks)
{
    public static LoadedImages Load(JobPayload job)
    {
        var support = new SupportImages(job);
        AssemblyLoadContext.Default.Resolving += (context, name) => support.Load(context, name, ofRepository: null);
        return new(Load(AssemblyLoadContext.Default, job.CandidatePe, job.CandidatePdb), Load(AssemblyLoadContext.Default, job.ChecksPe, job.ChecksPdb));
    }

    public CandidateProbe? Probe(bool collect) => CandidateProbe.Find(Candidate, collect);

    public static Assembly Load(AssemblyLoadContext context, ReadOnlyMemory<byte> pe, ReadOnlyMemory<byte> pdb)
    {
        using var image = Open(pe);
        using var symbols = pdb.IsEmpty ? null : Open(pdb);
        return context.LoadFromStream(image, symbols);
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
}
