using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

/// <summary>Another container runtime than the engine's own, such as gVisor's.</summary>
public class RuntimeTests
{
    [Fact]
    public async Task I_can_have_cells_under_gvisor_where_the_engine_offers_it()
    {
        using var engine = new LoopbackEngine("runc", "runsc");
        await using var launcher = new DockerCellLauncher(engine.Client(), "runsc");

        await launcher.PrepareAsync(CancellationToken.None);
        await Assert.ThrowsAsync<SandboxException>(() => launcher.LaunchAsync(CellLimits.Of(Limits.Default), CancellationToken.None));

        using var asked = JsonDocument.Parse(Assert.Single(engine.Created));
        Assert.Equal("runsc", asked.RootElement.GetProperty("HostConfig").GetProperty("Runtime").GetString());
        Assert.Equal("none", asked.RootElement.GetProperty("HostConfig").GetProperty("NetworkMode").GetString());
    }

    [Fact]
    public async Task Without_a_wish_the_engine_takes_its_own()
    {
        using var engine = new LoopbackEngine("runc", "runsc");
        await using var launcher = new DockerCellLauncher(engine.Client());

        await Assert.ThrowsAsync<SandboxException>(() => launcher.LaunchAsync(CellLimits.Of(Limits.Default), CancellationToken.None));

        Assert.DoesNotContain("\"Runtime\"", Assert.Single(engine.Created), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_the_engine_does_not_have_is_named_with_those_that_it_has()
    {
        using var engine = new LoopbackEngine("runc", "crun");
        await using var launcher = new DockerCellLauncher(engine.Client(), "runsc");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => launcher.PrepareAsync(CancellationToken.None));

        Assert.Equal("The Docker engine has no runtime 'runsc', only crun, runc: install it and name it in the engine's daemon.json, or take docker.runtime out of the configuration.", error.Message);
        Assert.Empty(engine.Created);
    }

    [Fact]
    public async Task It_is_nothing_for_bubblewrap()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => SandboxFactory.CreateAsync(SandboxFactory.Bubblewrap, 1, CancellationToken.None, dockerRuntime: "runsc"));

        Assert.StartsWith("The runtime 'runsc' is Docker's, and the sandbox is bubblewrap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_folder_of_the_user_is_in_a_cell_so_no_file_of_root_appears_in_it()
    {
        using var engine = new LoopbackEngine("runc");
        await using var launcher = new DockerCellLauncher(engine.Client());
        await Assert.ThrowsAsync<SandboxException>(() => launcher.LaunchAsync(CellLimits.Of(Limits.Default), CancellationToken.None));
        var config = Assert.Single(engine.Created);

        // No volume, no bind, no mount beside the scratch space; the user is the image's, and not root.
        Assert.DoesNotContain("Binds", config, StringComparison.Ordinal);
        Assert.DoesNotContain("Mounts", config, StringComparison.Ordinal);
        Assert.DoesNotContain("Volumes", config, StringComparison.Ordinal);
        Assert.DoesNotContain("\"User\"", config, StringComparison.Ordinal);
        Assert.Contains("USER 65532:65532", Resources.Text("Dockerfile"), StringComparison.Ordinal);
    }
}
