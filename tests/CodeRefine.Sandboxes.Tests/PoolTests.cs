using System.Diagnostics;
using System.Globalization;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Pools;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

public class PoolTests(Sandboxed sandboxes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Whoever runs second in a process finds what the first has left: a counter, a file.
    private static readonly CheckRun FirstInItsProcess = Compiled.Run(
        """public class C { private static int calls; public static int Calls() { File.WriteAllText("/tmp/mine", "x"); return ++calls; } public static bool Clean() => !File.Exists("/tmp/mine"); }""",
        "public class Tests { [Xunit.Fact] public void Once() { Xunit.Assert.True(C.Clean()); Xunit.Assert.Equal(1, C.Calls()); } }",
        "Tests.Once");

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_burst_of_runs_at_once_shares_no_host_and_leaves_warm_ones(string kind)
    {
        await using var sandbox = await OpenAsync(kind, 2, TimeProvider.System);

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.RunAsync(FirstInItsProcess, CancellationToken.None)));

        Assert.All(reports, r => Assert.True(r.Passed, string.Join("\n", r.Results.SelectMany(c => c.Failures).Select(f => f.Message)) + r.End.Detail));
        await UntilAsync(() => sandbox.Cells.Count >= 2);
        Assert.InRange(sandbox.Cells.Count, 2, 4);
    }

    [Fact]
    public async Task After_a_run_a_host_is_warm_before_anybody_asks()
    {
        await using var sandbox = await OpenAsync(SandboxFactory.Bubblewrap, 1, TimeProvider.System);

        Assert.True((await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None)).Passed);

        await UntilAsync(() => sandbox.Cells.Count == 1);
    }

    [Fact]
    public async Task Who_runs_again_at_once_makes_the_pool_grow_and_one_that_is_left_alone_shrinks_to_one_cell()
    {
        var clock = new HandTurnedClock();
        await using var sandbox = await OpenAsync(SandboxFactory.Bubblewrap, 1, clock);
        for (var round = 0; round < 3; round++)
        {
            Assert.True((await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None)).Passed);
        }

        await UntilAsync(() => sandbox.Cells.Count == 2);
        var before = sandbox.Cells;
        clock.Advance(CellPool.IdleTime);

        Assert.Contains(Assert.Single(sandbox.Cells), before);
        await UntilAsync(() => before.Count(IsRunning) == 1);
        Assert.True((await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task A_cell_that_dies_while_it_waits_is_replaced_before_anybody_asks()
    {
        await using var sandbox = await OpenAsync(SandboxFactory.Bubblewrap, 1, TimeProvider.System);
        await sandbox.WarmAsync(FirstInItsProcess.Limits, 1, CancellationToken.None);
        var first = Assert.Single(sandbox.Cells);

        using (var process = Process.GetProcessById(PidOf(first)))
        {
            process.Kill();
        }

        await UntilAsync(() => sandbox.Cells is [var other] && other != first);
        Assert.True((await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task Closing_the_sandbox_leaves_no_cell_that_was_being_started()
    {
        await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        var launcher = new CountingLauncher(new BubblewrapCellLauncher(BubblewrapProgram.Find()!));
        await using (var sandbox = new Sandbox(launcher, 1))
        {
            await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None);

            // This one finds no warm host, so that one more cell is on its way up when the sandbox closes.
            await sandbox.RunAsync(FirstInItsProcess, CancellationToken.None);
        }

        Assert.All(launcher.Launched, cell => Assert.True(cell.Ended.IsCompleted, "a cell goes on"));
    }

    private sealed class CountingLauncher(ICellLauncher inner) : ICellLauncher
    {
        public string Name => inner.Name;
        public System.Collections.Concurrent.ConcurrentBag<ICell> Launched { get; } = [];

        public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

        public async Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken)
        {
            var cell = await inner.LaunchAsync(limits, cancellationToken);
            Launched.Add(cell);
            return cell;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private async Task<Sandbox> OpenAsync(string kind, int capacity, TimeProvider time)
    {
        await sandboxes.GetAsync(kind);
        return new Sandbox(kind == SandboxFactory.Docker ? new DockerCellLauncher(new DockerClient(DockerEndpoint.Find())) : new BubblewrapCellLauncher(BubblewrapProgram.Find()!), capacity, time);
    }

    private static int PidOf(string cell) => int.Parse(cell["process ".Length..], CultureInfo.InvariantCulture);

    private static bool IsRunning(string cell) => Directory.Exists($"/proc/{PidOf(cell)}");

    private static async Task UntilAsync(Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "It has not come to be in a minute.");
            await Task.Delay(20);
        }
    }
}
