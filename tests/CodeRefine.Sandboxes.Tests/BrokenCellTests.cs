using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Sandboxes.Tests.Support;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Tests;

public class BrokenCellTests
{
    private static readonly CheckRun Run = new()
    {
        Candidate = new AssemblyImage("Candidate", [1], []),
        Checks = new AssemblyImage("Checks", [2], []),
        Expected = [new Check("T.A", CheckKind.Test, "t.cs", 1), new Check("T.B", CheckKind.Test, "t.cs", 2)],
        Limits = Limits.Default,
    };

    [Fact]
    public async Task A_wedged_supervisor_is_killed_from_outside_and_what_ran_has_timed_out()
    {
        var time = new HandTurnedClock();
        var wedged = new TaskCompletionSource();
        var launcher = new ScriptedLauncher(async cell =>
        {
            await cell.ReadyAsync();
            await cell.JobAsync();
            await cell.SayAsync(FrameType.CheckStarted, """{"id":"T.A"}""");
            wedged.SetResult();
            await cell.Dead;
        });
        await using var sandbox = new Sandbox(launcher, 1, time);

        var running = sandbox.RunAsync(Run, CancellationToken.None);
        await wedged.Task;
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(10);
        }

        var report = await running;
        Assert.Equal(HostEndKind.TimedOut, report.End.Kind);
        Assert.Equal([CheckStatus.TimedOut, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.True(launcher.Cells[0].Killed);
    }

    [Fact]
    public async Task A_cell_that_dies_is_replaced_and_the_run_goes_on()
    {
        var launcher = new ScriptedLauncher(DieAsync, ScriptedCell.PassAsync);
        await using var sandbox = new Sandbox(launcher, 1);

        Assert.True((await sandbox.RunAsync(Run, CancellationToken.None)).Passed);

        Assert.Equal(2, launcher.Cells.Count);
    }

    [Fact]
    public async Task A_candidate_before_which_two_cells_die_is_to_blame_itself()
    {
        var launcher = new ScriptedLauncher(DieAsync);
        await using var sandbox = new Sandbox(launcher, 1);

        var report = await sandbox.RunAsync(Run, CancellationToken.None);

        Assert.Equal((HostEndKind.Crashed, "T.A"), (report.End.Kind, report.End.RunningCheck));
        Assert.Equal([CheckStatus.Crashed, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.Equal(2, launcher.Cells.Count);
    }

    [Fact]
    public async Task A_cell_that_the_kernel_ended_for_memory_is_told_apart()
    {
        var launcher = new ScriptedLauncher(cell =>
        {
            cell.OutOfMemory = true;
            return DieAsync(cell);
        });
        await using var sandbox = new Sandbox(launcher, 1);

        var report = await sandbox.RunAsync(Run, CancellationToken.None);

        Assert.Equal(HostEndKind.OutOfMemory, report.End.Kind);
        Assert.Equal(CheckStatus.ResourceExceeded, report.Results[0].Status);
    }

    [Theory]
    [InlineData("""{"id":null,"status":"Passed"}""")]
    [InlineData("""{"id":"T.A","status":"Great"}""")]
    [InlineData("nonsense")]
    public async Task One_that_does_not_speak_the_protocol_is_thrown_away(string words)
    {
        var launcher = new ScriptedLauncher(
            async cell =>
            {
                await cell.ReadyAsync();
                await cell.JobAsync();
                await cell.SayAsync(FrameType.CheckResult, words);
                await cell.Dead;
            },
            ScriptedCell.PassAsync);
        await using var sandbox = new Sandbox(launcher, 1);

        Assert.True((await sandbox.RunAsync(Run, CancellationToken.None)).Passed);

        Assert.True(launcher.Cells[0].Killed);
    }

    [Fact]
    public async Task Nulls_and_silly_numbers_in_a_report_do_no_harm()
    {
        var launcher = new ScriptedLauncher(async cell =>
        {
            await cell.ReadyAsync();
            var job = await cell.JobAsync();
            await cell.SayAsync(FrameType.CheckResult, """{"id":"T.A","status":"Failed","casesPassed":-4,"milliseconds":1e300,"failures":[null,{"case":null,"exceptionType":null,"message":null,"stack":[null,{"method":null,"line":-1}],"counterexample":{"seed":null,"original":null,"shrunk":[null],"shrinks":0,"testsRun":0}}],"output":null,"coverage":null}""");
            await cell.SayAsync(FrameType.CheckResult, """{"id":"T.B","status":"Skipped"}""");
            await cell.SayAsync(FrameType.CheckResult, """{"id":"T.Forged","status":"Passed"}""");
            await cell.EndAsync(job);
            await cell.Dead;
        });
        await using var sandbox = new Sandbox(launcher, 1);

        var report = await sandbox.RunAsync(Run, CancellationToken.None);

        // No attribute skips T.B: who says so is not believed.
        Assert.Equal([CheckStatus.Failed, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.Equal(0, report.Results[0].CasesPassed);
        Assert.Equal("", Assert.Single(Assert.Single(report.Results[0].Failures).Stack).Method);
    }

    [Fact]
    public async Task A_check_that_does_not_report_has_not_passed()
    {
        var launcher = new ScriptedLauncher(async cell =>
        {
            await cell.ReadyAsync();
            var job = await cell.JobAsync();
            await cell.SayAsync(FrameType.CheckResult, """{"id":"T.A","status":"Passed","casesPassed":1}""");
            await cell.EndAsync(job);
            await cell.Dead;
        });
        await using var sandbox = new Sandbox(launcher, 1);

        var report = await sandbox.RunAsync(Run, CancellationToken.None);

        Assert.Equal([CheckStatus.Passed, CheckStatus.NotRun], report.Results.Select(r => r.Status));
        Assert.False(report.Passed);
    }

    [Fact]
    public async Task A_sandbox_that_faults_twice_is_an_error_of_the_machine_in_one_sentence()
    {
        var launcher = new ScriptedLauncher(async cell =>
        {
            await cell.ReadyAsync();
            await cell.JobAsync();
            await cell.SayAsync(FrameType.Fault, """{"message":"no room"}""");
            await cell.Dead;
        });
        await using var sandbox = new Sandbox(launcher, 1);

        var error = await Assert.ThrowsAsync<SandboxException>(() => sandbox.RunAsync(Run, CancellationToken.None));

        Assert.Equal("The sandbox failed: no room", error.Message);
    }

    [Fact]
    public async Task I_can_cancel_a_run_and_the_next_one_has_a_new_cell()
    {
        using var cancel = new CancellationTokenSource();
        var launcher = new ScriptedLauncher(
            async cell =>
            {
                await cell.ReadyAsync();
                await cell.JobAsync();
                await cancel.CancelAsync();
                await cell.Dead;
            },
            ScriptedCell.PassAsync);
        await using var sandbox = new Sandbox(launcher, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunAsync(Run, cancel.Token));

        Assert.True(launcher.Cells[0].Killed);
        Assert.True((await sandbox.RunAsync(Run, CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task A_fresh_run_gets_a_cell_of_its_own_that_is_thrown_away()
    {
        var launcher = new ScriptedLauncher(ScriptedCell.PassAsync);
        await using (var sandbox = new Sandbox(launcher, 1))
        {
            await sandbox.WarmAsync(Run.Limits, 1, CancellationToken.None);
            Assert.True((await sandbox.RunAsync(Run with { Fresh = true }, CancellationToken.None)).Passed);
            Assert.Equal(2, launcher.Cells.Count);
        }

        Assert.All(launcher.Cells, c => Assert.True(c.Killed));
    }

    private static async Task DieAsync(ScriptedCell cell)
    {
        await cell.ReadyAsync();
        await cell.JobAsync();
        await cell.SayAsync(FrameType.CheckStarted, """{"id":"T.A"}""");
    }
}
