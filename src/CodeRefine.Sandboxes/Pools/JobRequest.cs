using System.Runtime.InteropServices;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Pools;

/// <summary>Puts a run into the words of the wire.</summary>
internal static class JobRequest
{
    /// <exception cref="SandboxException">The assemblies are larger than a cell takes.</exception>
    public static byte[] From(CheckRun run, string id) => Payload(
        new HostJob
        {
            Id = id,
            CandidateName = run.Candidate.Name,
            ChecksName = run.Checks.Name,
            Framework = Framework(run.Checks),
            Expected = [.. run.Expected.Select(Expected)],
            FailFast = run.FailFast,
            Seed = run.Seed,
            Coverage = run.CollectCoverage || run.CollectTrace,
            Limits = Limits(run.Limits),
            Support = Support(run.Checks),
        },
        run.Candidate,
        run.Checks);

    /// <param name="plan">Part of the run's variants.</param>
    /// <inheritdoc cref="From(CheckRun, string)"/>
    public static byte[] From(ScreenRun run, ScreenPlan plan, TimeSpan total, string id) => Payload(
        new HostJob
        {
            Id = id,
            CandidateName = run.Candidate.Name,
            ChecksName = run.Checks.Name,
            Framework = Framework(run.Checks),
            Expected = [.. run.Expected.Select(Expected)],
            Seed = run.Seed,
            Screen = plan,
            Limits = Limits(run.Limits with { TotalTime = total }),
            Support = Support(run.Checks),
        },
        run.Candidate,
        run.Checks);

    private static JobFramework Framework(AssemblyImage checks) => checks.Framework switch
    {
        CheckFramework.XunitV3 => JobFramework.XunitV3,
        CheckFramework.NUnit or CheckFramework.MSTest => JobFramework.Plain,
        _ => JobFramework.XunitV2,
    };

    private static ExpectedCheck Expected(Check check) => new(check.Id, check.Kind == CheckKind.Property);

    private static byte[] Payload(HostJob job, AssemblyImage candidate, AssemblyImage checks)
    {
        var payload = new JobPayload(job, Bytes(candidate.Pe), Bytes(candidate.Pdb), Bytes(checks.Pe), Bytes(checks.Pdb)) { Support = [.. checks.Support.Select(s => Bytes(s.Pe))] }.ToBytes();
        return payload.Length <= Frames.MaxJobBytes
            ? payload
            : throw new SandboxException($"The candidate and its checks are {payload.Length >> 20} MiB when compiled; a sandbox takes at most {Frames.MaxJobBytes >> 20} MiB.");
    }

    private static SupportAssembly[]? Support(AssemblyImage checks) => checks.Support.IsEmpty ? null : [.. checks.Support.Select(s => new SupportAssembly(s.Name, s.OfRepository))];

    private static HostLimits Limits(Limits limits) => new()
    {
        CheckMilliseconds = (int)Math.Clamp(limits.CheckTime.TotalMilliseconds, 1, int.MaxValue),
        TotalMilliseconds = (int)Math.Clamp(limits.TotalTime.TotalMilliseconds, 1, int.MaxValue),
        OutputBytes = limits.OutputBytes,
        MemoryBytes = (long)limits.MemoryMegabytes << 20,
        Processes = limits.Processes,
        ScratchBytes = (long)limits.ScratchMegabytes << 20,
    };

    private static ReadOnlyMemory<byte> Bytes(System.Collections.Immutable.ImmutableArray<byte> bytes) =>
        bytes.IsDefault ? default : ImmutableCollectionsMarshal.AsArray(bytes);
}
