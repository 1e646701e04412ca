using System.Runtime.InteropServices;
using CodeRefine.Core.Checks;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>Puts a run into the words of the wire.</summary>
internal static class JobRequest
{
    /// <exception cref="SandboxException">The assemblies are larger than a cell takes.</exception>
    public static byte[] From(CheckRun run, string id)
    {
        var payload = new JobPayload(
            new HostJob
            {
                Id = id,
                Framework = run.Checks.Framework == CheckFramework.XunitV3 ? JobFramework.XunitV3 : JobFramework.XunitV2,
                CandidateName = run.Candidate.Name,
                ChecksName = run.Checks.Name,
                Expected = [.. run.Expected.Select(c => new ExpectedCheck(c.Id, c.Kind == CheckKind.Property))],
                FailFast = run.FailFast,
                Seed = run.Seed,
                Coverage = run.CollectCoverage,
                Limits = Limits(run),
            },
            Bytes(run.Candidate.Pe),
            Bytes(run.Candidate.Pdb),
            Bytes(run.Checks.Pe),
            Bytes(run.Checks.Pdb)).ToBytes();
        return payload.Length <= Frames.MaxJobBytes
            ? payload
            : throw new SandboxException($"The candidate and its checks are {payload.Length >> 20} MiB when compiled; a sandbox takes at most {Frames.MaxJobBytes >> 20} MiB.");
    }

    private static HostLimits Limits(CheckRun run) => new()
    {
        CheckMilliseconds = (int)Math.Clamp(run.Limits.CheckTime.TotalMilliseconds, 1, int.MaxValue),
        TotalMilliseconds = (int)Math.Clamp(run.Limits.TotalTime.TotalMilliseconds, 1, int.MaxValue),
        OutputBytes = run.Limits.OutputBytes,
        MemoryBytes = (long)run.Limits.MemoryMegabytes << 20,
        Processes = run.Limits.Processes,
        ScratchBytes = (long)run.Limits.ScratchMegabytes << 20,
    };

    private static ReadOnlyMemory<byte> Bytes(System.Collections.Immutable.ImmutableArray<byte> bytes) =>
        bytes.IsDefault ? default : ImmutableCollectionsMarshal.AsArray(bytes);
}
