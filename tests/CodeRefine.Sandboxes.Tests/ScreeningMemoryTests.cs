using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

/// <summary>Alone, since it measures how soon another thread of the host stops what fills the memory.</summary>
[Collection("alone")]
public class ScreeningMemoryTests(Sandboxed sandboxes)
{
    [Fact]
    public async Task Variants_that_fill_the_memory_in_few_steps_are_stopped_and_cost_no_process()
    {
        var sandbox = await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        const string Code = "public static int Count(int x) { var all = new List<long> { 1 }; while (all.Count < x || On == 2) { Step(); all.AddRange(all); } return On == 1 ? all.Count : 0; }";

        var report = await sandbox.ScreenAsync(Switched.Run(Code, "[Fact] public void Eight() => Assert.Equal(8, C.Count(8));", ["Eight"], [], 2, 1, 2, 2, 0, 1), CancellationToken.None);

        Assert.Equal([ScreenStatus.Failed, ScreenStatus.Passed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Failed, ScreenStatus.Passed], report.Outcomes.Select(o => o.Status));
        Assert.Equal(1, report.Processes);
        Assert.InRange(report.Use.PeakMemoryBytes, 0, 450L << 20);
    }
}
