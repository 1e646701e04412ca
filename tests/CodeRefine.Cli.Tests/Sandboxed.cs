using CodeRefine.Sandboxes;

namespace CodeRefine.Cli.Tests;

/// <summary>For tests that run candidates: skipped where no sandbox works, failed where <c>CODEREFINE_REQUIRE_SANDBOXES=1</c>.</summary>
internal static class Sandboxed
{
    private static readonly Lazy<Task<SandboxProbe>> Probe = new(() => SandboxProbe.RunAsync(CancellationToken.None));

    public static async Task RequireAsync()
    {
        if ((await Probe.Value).Chosen is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") == "1", "No sandbox works here, and CODEREFINE_REQUIRE_SANDBOXES asks for one.");
            Assert.Skip("No sandbox works here: run sandboxes/setup.sh.");
        }
    }
}
