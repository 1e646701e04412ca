using System.Collections.Concurrent;
using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Tests.Support;

[assembly: AssemblyFixture(typeof(Sandboxed))]

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>One real sandbox of each kind for all tests, so that their cells are warm.</summary>
public sealed class Sandboxed : IAsyncLifetime
{
    private readonly ConcurrentDictionary<(string Name, bool ForkHosts), Lazy<Task<ISandbox>>> sandboxes = new();

    /// <summary>The kinds that have walls.</summary>
    public static TheoryData<string> Walled => [SandboxFactory.Docker, SandboxFactory.Bubblewrap];

    /// <summary>The sandbox of that name; where this machine has none, the test is skipped, or fails if <c>CODEREFINE_REQUIRE_SANDBOXES=1</c>.</summary>
    public Task<ISandbox> GetAsync(string name) => GetAsync(name, forkHosts: true);

    /// <summary>The same, with hosts that are copies of a mould.</summary>
    public Task<ISandbox> GetForkingAsync(string name) => GetAsync(name, forkHosts: true);

    private async Task<ISandbox> GetAsync(string name, bool forkHosts)
    {
        try
        {
            return await sandboxes.GetOrAdd((name, forkHosts), _ => new Lazy<Task<ISandbox>>(() => SandboxFactory.CreateAsync(name, 1, CancellationToken.None, forkHosts: forkHosts))).Value;
        }
        catch (UserErrorException e)
        {
            Need(false, e.Message);
            throw;
        }
    }

    public static void Need(bool there, string reason)
    {
        if (!there && Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_SANDBOXES") != "1")
        {
            Assert.Skip(reason);
        }

        Assert.True(there, reason);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var sandbox in sandboxes.Values)
        {
            if (sandbox.IsValueCreated && sandbox.Value.IsCompletedSuccessfully)
            {
                await (await sandbox.Value).DisposeAsync();
            }
        }
    }
}
