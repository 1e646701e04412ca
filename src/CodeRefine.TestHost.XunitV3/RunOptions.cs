using Xunit.Sdk;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>xunit's options by their names; those of its runner library are not to be had without the runner.</summary>
internal sealed class RunOptions : ITestFrameworkExecutionOptions, ITestFrameworkDiscoveryOptions
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal)
    {
        ["xunit.execution.DisableParallelization"] = true,

        // A theory's data may come from the candidate: it is made when the theory runs, under its time limit.
        ["xunit.discovery.PreEnumerateTheories"] = false,
    };

    public TValue? GetValue<TValue>(string name) => values.TryGetValue(name, out var value) ? (TValue?)value : default;

    public void SetValue<TValue>(string name, TValue value) => values[name] = value;

    public string ToJson() => "{}";
}
