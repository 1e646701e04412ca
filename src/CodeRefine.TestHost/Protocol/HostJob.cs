using System.Text.Json.Serialization;

namespace CodeRefine.TestHost.Protocol;

/// <summary>What a job asks for, apart from the images themselves.</summary>
internal sealed record HostJob
{
    /// <summary>Chosen by the transport and given back in <see cref="JobEnd.Job"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The framework that the checks are written for. Left out of the wire where it is the usual one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JobFramework Framework { get; init; }

    /// <summary>Simple name of the candidate's assembly.</summary>
    public required string CandidateName { get; init; }

    /// <summary>Simple name of the checks' assembly.</summary>
    public required string ChecksName { get; init; }

    /// <summary>The checks to run, in order. What xunit finds beyond these is not run.</summary>
    public required ExpectedCheck[] Expected { get; init; }
    public bool FailFast { get; init; }

    /// <summary>Seed of the properties' generators.</summary>
    public ulong Seed { get; init; } = 1;
    public bool Coverage { get; init; }

    /// <summary>Set where variants of the candidate are to be tried, in place of one run of the checks.</summary>
    public ScreenPlan? Screen { get; init; }
    public required HostLimits Limits { get; init; }

    /// <summary>Assemblies that the checks need beside what the host has; their images follow the checks' in the payload, in this order. Left out of the wire where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupportAssembly[]? Support { get; init; }
}

/// <param name="Name">Simple name.</param>
/// <param name="OfRepository">It may refer to the candidate, and so is loaded with it.</param>
internal sealed record SupportAssembly(string Name, bool OfRepository);

/// <param name="Id"><c>Namespace.Type+Nested.Method</c>.</param>
/// <param name="Property">A property, else a unit test.</param>
internal sealed record ExpectedCheck(string Id, bool Property);

/// <summary>What the supervisor enforces. 0 leaves a limit to the sandbox around it.</summary>
internal sealed record HostLimits
{
    /// <summary>Longest time of one check; also the longest silence before the first check and between two.</summary>
    public required int CheckMilliseconds { get; init; }
    public required int TotalMilliseconds { get; init; }

    /// <summary>Bytes that all processes of the job together may write to their standard streams.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Resident memory of all processes of the job together.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Processes and threads in the cell together, the supervisor's among them, as a cgroup counts them.</summary>
    public int Processes { get; init; }

    /// <summary>Bytes in the scratch folder.</summary>
    public long ScratchBytes { get; init; }
}
