using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Tests.Cells;

/// <summary>What came back of one job.</summary>
internal sealed class CellAnswer
{
    public List<string> Started { get; } = [];
    public Dictionary<string, CheckOutcome> Outcomes { get; } = [];
    public JobEnd End { get; set; } = null!;
    public TimeSpan Latency { get; set; }

    public CheckOutcome this[string id] =>
        Outcomes.TryGetValue(id, out var outcome) ? outcome : throw new Xunit.Sdk.XunitException($"{id} did not report. {End}");
}
