using CodeRefine.Core.Problems;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Tests.Support;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Tests;

public class CellTests(Sandboxed sandboxes)
{
    [Fact]
    public async Task A_bubblewrap_cell_outlives_the_thread_that_asked_for_it()
    {
        await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        await using var launcher = new BubblewrapCellLauncher(BubblewrapProgram.Find()!);
        var command = launcher.Command(CellLimits.Of(Limits.Default));
        ICell? cell = null;
        var thread = new Thread(() => cell = ProcessCell.Start(command, CellEnvironment.Of(CellLimits.Of(Limits.Default)), "/"));
        thread.Start();
        thread.Join();
        await using var started = cell!;

        var frame = await Frames.ReadAsync(started.Output, Frames.MaxReportBytes, CancellationToken.None);

        Assert.True(frame?.Type == FrameType.Ready, started.Errors);
    }

    [Theory, MemberData(nameof(Sandboxed.Walled), MemberType = typeof(Sandboxed))]
    public async Task A_cell_ends_when_its_standard_input_does(string kind)
    {
        await sandboxes.GetAsync(kind);
        await using ICellLauncher launcher = kind == SandboxFactory.Docker
            ? new DockerCellLauncher(new Docker.DockerClient(Docker.DockerEndpoint.Find()))
            : new BubblewrapCellLauncher(BubblewrapProgram.Find()!);
        await launcher.PrepareAsync(CancellationToken.None);
        await using var cell = await launcher.LaunchAsync(CellLimits.Of(Limits.Default), CancellationToken.None);
        Assert.Equal(FrameType.Ready, (await Frames.ReadAsync(cell.Output, Frames.MaxReportBytes, CancellationToken.None))!.Value.Type);

        await cell.Input.DisposeAsync();

        // As when the tool is killed: nobody is left to end the cell but itself.
        await cell.Ended.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_command_line_of_bubblewrap_drops_root_and_holds_no_way_out()
    {
        var command = BubblewrapCommand.Build("/usr/bin/bwrap", "/usr/bin/setpriv", "/filter", [new SandboxMount("/a", "/b")], new CellLimits(512, 1, 64, 64), forkHosts: true);

        Assert.Equal("/bin/sh", command[0]);
        Assert.Equal("/filter", command[3]);
        Assert.True(command.ToList().IndexOf("/usr/bin/setpriv") < command.ToList().IndexOf("/usr/bin/bwrap"));
        Assert.All(["--unshare-all", "--disable-userns", "--die-with-parent", "--new-session", "--as-pid-1", "--remount-ro", "--seccomp"], option => Assert.Contains(option, command));
        Assert.DoesNotContain("--share-net", command);
        Assert.DoesNotContain("--bind", command);
        Assert.Equal("67108864", command[command.ToList().IndexOf("--size") + 1]);
    }
}
