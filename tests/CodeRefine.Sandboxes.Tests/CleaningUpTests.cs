using System.Diagnostics;
using CodeRefine.Core.Problems;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Images;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

[Collection("alone")]
public class CleaningUpTests(Sandboxed sandboxes)
{
    [Fact]
    public async Task A_disposed_docker_sandbox_leaves_no_container()
    {
        await sandboxes.GetAsync(SandboxFactory.Docker);
        using var docker = new DockerClient(DockerEndpoint.Find());
        var before = await IdsAsync(docker);
        await using (var sandbox = await SandboxFactory.CreateAsync(SandboxFactory.Docker, 2, CancellationToken.None))
        {
            await Task.WhenAll(sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None), sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None));
            Assert.NotEmpty((await IdsAsync(docker)).Except(before));
        }

        Assert.Empty((await OursAsync(docker)).Except(before));
    }

    [Fact]
    public async Task A_disposed_bubblewrap_sandbox_leaves_no_process()
    {
        await sandboxes.GetAsync(SandboxFactory.Bubblewrap);
        var before = Children();
        await using (var sandbox = await SandboxFactory.CreateAsync(SandboxFactory.Bubblewrap, 1, CancellationToken.None))
        {
            await sandbox.RunAsync(Compiled.Method("new Thread(() => Thread.Sleep(-1)).Start(); return x;", "Zero"), CancellationToken.None);
            Assert.NotEmpty(Children().Except(before));
        }

        Assert.Empty(Children().Except(before));
    }

    [Fact]
    public async Task Containers_whose_maker_was_killed_are_swept_away_and_those_of_the_living_stay()
    {
        var warm = await sandboxes.GetAsync(SandboxFactory.Docker);
        await warm.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None);
        using var docker = new DockerClient(DockerEndpoint.Find());
        await using var launcher = new DockerCellLauncher(new DockerClient(DockerEndpoint.Find()));
        await launcher.PrepareAsync(CancellationToken.None);
        var template = await launcher.ConfigAsync(CellLimits.Of(Limits.Default), CancellationToken.None);

        // A process that was, is gone, and whose number nobody has with that start.
        using var gone = Process.Start("/bin/true")!;
        var labels = new Dictionary<string, string>((CellOwner.Current with { Process = gone.Id, Started = 1 }).Labels) { [DockerCellLauncher.RunLabel] = "killed" };
        await gone.WaitForExitAsync();
        var orphan = await docker.CreateContainerAsync(template with { Labels = labels }, CancellationToken.None);
        var living = await docker.CreateContainerAsync(template, CancellationToken.None);

        var swept = await launcher.SweepAsync(CancellationToken.None);

        var left = await IdsAsync(docker);
        await docker.RemoveAsync(living, CancellationToken.None);
        Assert.True(swept >= 1);
        Assert.DoesNotContain(orphan, left);
        Assert.Contains(living, left);
        Assert.True((await warm.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task The_image_is_built_once_and_kept()
    {
        await sandboxes.GetAsync(SandboxFactory.Docker);
        using var docker = new DockerClient(DockerEndpoint.Find());
        var first = await new ImageBuilder(docker).EnsureAsync(CancellationToken.None);
        var second = await new ImageBuilder(docker).EnsureAsync(CancellationToken.None);

        Assert.Equal(first.Tag, second.Tag);
        Assert.False(second.Built);
        Assert.InRange(second.Size, 50_000_000, 300_000_000);
    }

    [Fact]
    public async Task An_image_that_somebody_removed_is_built_again()
    {
        await sandboxes.GetAsync(SandboxFactory.Docker);
        using var docker = new DockerClient(DockerEndpoint.Find());
        var builder = new ImageBuilder(docker);
        await using var launcher = new DockerCellLauncher(new DockerClient(DockerEndpoint.Find()));
        await launcher.PrepareAsync(CancellationToken.None);
        await docker.RemoveImageAsync((await builder.WantedAsync(CancellationToken.None)).Tag + "?force=1", CancellationToken.None);
        Assert.False(await builder.ExistsAsync(CancellationToken.None));

        await using var cell = await launcher.LaunchAsync(CellLimits.Of(Limits.Default), CancellationToken.None);

        Assert.True(await builder.ExistsAsync(CancellationToken.None));
    }

    private static async Task<HashSet<string>> IdsAsync(DockerClient docker) => [.. (await docker.ListContainersAsync(DockerCellLauncher.RunLabel, CancellationToken.None)).Select(c => c.Id)];

    // Other processes on this machine may have cells of their own at the same time.
    private static async Task<IEnumerable<string>> OursAsync(DockerClient docker) => (await docker.ListContainersAsync($"coderefine.owner.pid={Environment.ProcessId}", CancellationToken.None)).Select(c => c.Id);

    private static HashSet<string> Children() =>
        [.. Directory.GetDirectories("/proc/self/task").SelectMany(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}

/// <summary>What counts this process's children must not run while other tests start some.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
