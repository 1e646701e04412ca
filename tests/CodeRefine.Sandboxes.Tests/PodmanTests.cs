using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Cells;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Tests.Support;

namespace CodeRefine.Sandboxes.Tests;

/// <summary>Podman in Docker's place, through its compatible socket.</summary>
public class PodmanTests(PodmanService podman) : IClassFixture<PodmanService>
{
    [Fact]
    public async Task Podman_gives_verdicts_behind_the_same_walls_and_leaves_nothing()
    {
        using var client = new DockerClient(podman.Endpoint);
        var sandbox = new Sandbox(new DockerCellLauncher(new DockerClient(podman.Endpoint)), capacity: 1);
        await using (sandbox)
        {
            var right = await sandbox.RunAsync(Compiled.Method("return x;", "Zero", "One"), CancellationToken.None);
            var hangs = await sandbox.RunAsync(Compiled.Method("while (true) { }", "Zero").With(l => l with { CheckTime = TimeSpan.FromSeconds(2) }), CancellationToken.None);
            var walls = await sandbox.RunAsync(Compiled.Method(Walls, "Zero"), CancellationToken.None);

            Assert.True(right.Passed);
            Assert.Equal(HostEndKind.TimedOut, hangs.End.Kind);
            Assert.True(walls.Passed, walls.Results[0].Failures.FirstOrDefault()?.Message);
            Assert.True((await client.KindAsync(CancellationToken.None)).IsPodman);
            Assert.NotEmpty(await client.ListContainersAsync(DockerCellLauncher.RunLabel, CancellationToken.None));
        }

        Assert.Empty(await client.ListContainersAsync(DockerCellLauncher.RunLabel, CancellationToken.None));
    }

    [Fact]
    public async Task Podman_ends_a_candidate_that_takes_too_much_memory_by_name()
    {
        await using var sandbox = new Sandbox(new DockerCellLauncher(new DockerClient(podman.Endpoint)), capacity: 1);
        const string hoard = "while (true) { var p = System.Runtime.InteropServices.Marshal.AllocHGlobal(8 << 20); for (var i = 0; i < 8 << 20; i += 4096) System.Runtime.InteropServices.Marshal.WriteByte(p, i, 1); }";

        var report = await sandbox.RunAsync(Compiled.Method(hoard, "Zero"), CancellationToken.None);

        Assert.Equal(HostEndKind.OutOfMemory, report.End.Kind);
        Assert.True((await sandbox.RunAsync(Compiled.Method("return x;", "Zero"), CancellationToken.None)).Passed);
    }

    [Fact]
    public void Podman_is_given_the_profile_as_a_file()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var option = SeccompOption.For(new EngineKind(IsPodman: true, "linux", "amd64"), folder.FullName);

            Assert.Equal(Seccomp.SeccompProfile.Text, File.ReadAllText(option["seccomp=".Length..]));
            File.WriteAllText(option["seccomp=".Length..], "{}");
            Assert.Equal(option, SeccompOption.For(new EngineKind(IsPodman: true, "linux", "amd64"), folder.FullName));
            Assert.Equal(Seccomp.SeccompProfile.Text, File.ReadAllText(option["seccomp=".Length..]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/home/me/.local/share/coderefine/x.json", "/home/me/.local/share/coderefine/x.json")]
    [InlineData(@"C:\Users\me\AppData\x.json", "/mnt/c/Users/me/AppData/x.json")]
    public void A_path_is_told_as_the_engines_machine_sees_it(string own, string seen) => Assert.Equal(seen, SeccompOption.PathInEngine(own));

    // Filter on, no capability, not root, no network but the loopback, a root that can't be written to.
    private const string Walls = """
        var status = File.ReadAllLines("/proc/self/status").Select(l => l.Split('\t', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        if (status["Seccomp:"] != "2") throw new Exception("no filter");
        if (status["NoNewPrivs:"] != "1") throw new Exception("new privileges");
        if (status["CapBnd:"].Trim('0') != "" || status["CapEff:"].Trim('0') != "") throw new Exception("capabilities");
        if (status["Uid:"].Split('\t')[0] == "0") throw new Exception("root");
        if (Directory.GetDirectories("/sys/class/net").Any(d => Path.GetFileName(d) != "lo")) throw new Exception("network");
        try { File.WriteAllText("/x", ""); } catch (IOException) { return x; }
        throw new Exception("the root can be written to");
        """;
}
