using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>What a host is warmed up for. A job of another kind runs as well, only slower.</summary>
/// <param name="Properties">Properties cost as much to warm up for as all the rest, so only where they are likely.</param>
internal readonly record struct HostWarmth(JobFramework Framework, bool Properties)
{
    private const string PropertiesWord = "properties";

    /// <summary>Before anything is known.</summary>
    public static HostWarmth Default { get; } = new(JobFramework.XunitV2, Properties: true);

    /// <summary>What the last job had, the next is likely to have.</summary>
    public static HostWarmth After(HostJob job) => new(job.Framework, job.Expected.Any(c => c.Property));

    public string[] ToArguments() => Properties ? [Framework.ToString(), PropertiesWord] : [Framework.ToString()];

    /// <returns>Null where these are no such arguments.</returns>
    public static HostWarmth? Parse(ReadOnlySpan<string> arguments) => arguments switch
    {
        [var framework] when Enum.TryParse<JobFramework>(framework, out var known) => new(known, Properties: false),
        [var framework, PropertiesWord] when Enum.TryParse<JobFramework>(framework, out var known) => new(known, Properties: true),
        _ => null,
    };
}
