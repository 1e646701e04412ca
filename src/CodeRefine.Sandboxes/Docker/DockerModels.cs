using System.Text.Json.Serialization;

namespace CodeRefine.Sandboxes.Docker;

// The engine's shapes, named as its API names them: https://docs.docker.com/reference/api/engine/version/v1.41/

public sealed record DockerVersion(string Version, string ApiVersion, string? MinAPIVersion, string? Os, string? Arch, string? KernelVersion, IReadOnlyList<EngineComponent>? Components = null);

/// <param name="Name">For example <c>Engine</c> or <c>Podman Engine</c>.</param>
public sealed record EngineComponent(string? Name);

/// <param name="SecurityOptions">For example <c>name=seccomp,profile=default</c>, <c>name=rootless</c>.</param>
public sealed record DockerInfo(string? ServerVersion, string? OperatingSystem, string? CgroupVersion, string? CgroupDriver, int NCPU, long MemTotal, IReadOnlyList<string>? SecurityOptions)
{
    public bool HasSeccomp => SecurityOptions?.Any(o => o.StartsWith("name=seccomp", StringComparison.Ordinal)) ?? false;
    public bool IsRootless => SecurityOptions?.Any(o => o.StartsWith("name=rootless", StringComparison.Ordinal)) ?? false;
}

public sealed record ImageDetails(string Id, IReadOnlyList<string>? RepoTags, long Size);

/// <param name="Created">Seconds since 1970.</param>
public sealed record ImageSummary(string Id, long Created);

public sealed record ContainerConfig
{
    public required string Image { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public string? User { get; init; }
    public string? WorkingDir { get; init; }
    public string? Hostname { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public bool AttachStdin { get; init; }
    public bool AttachStdout { get; init; }
    public bool AttachStderr { get; init; }
    public bool OpenStdin { get; init; }

    /// <summary>Standard input ends when the one who attached goes away.</summary>
    public bool StdinOnce { get; init; }
    public bool Tty { get; init; }
    public required HostConfig HostConfig { get; init; }
}

public sealed record HostConfig
{
    public string? NetworkMode { get; init; }
    public bool ReadonlyRootfs { get; init; }
    public IReadOnlyList<string>? CapDrop { get; init; }
    public IReadOnlyList<string>? SecurityOpt { get; init; }
    public long PidsLimit { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of memory and swap together.</summary>
    public long MemorySwap { get; init; }
    public long NanoCpus { get; init; }
    public string? IpcMode { get; init; }
    public string? CgroupnsMode { get; init; }
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }
    public IReadOnlyList<Ulimit>? Ulimits { get; init; }
    public LogConfig? LogConfig { get; init; }
}

public sealed record Ulimit(string Name, long Soft, long Hard);

public sealed record LogConfig(string Type);

public sealed record CreatedContainer(string Id);

public sealed record WaitedContainer(long StatusCode);

public sealed record ContainerDetails(string Id, ContainerState State);

public sealed record ContainerState(string? Status, bool Running, bool OOMKilled, int ExitCode, string? Error);

public sealed record ContainerSummary(string Id, string? State, IReadOnlyDictionary<string, string>? Labels);

internal sealed record DockerMessage([property: JsonPropertyName("message")] string? Message);

internal sealed record BuildMessage([property: JsonPropertyName("error")] string? Error, [property: JsonPropertyName("stream")] string? Stream);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(DockerVersion))]
[JsonSerializable(typeof(DockerInfo))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>))]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(CreatedContainer))]
[JsonSerializable(typeof(WaitedContainer))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(DockerMessage))]
[JsonSerializable(typeof(BuildMessage))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class DockerJson : JsonSerializerContext;
