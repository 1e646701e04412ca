using CodeRefine.Core.Problems;

namespace CodeRefine.Core.Checks;

/// <summary>Runs a built candidate's checks apart from this machine. Safe for concurrent calls.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary><c>docker</c>, <c>bubblewrap</c> or <c>none</c>.</summary>
    string Name { get; }

    /// <summary>How many runs go on at once without waiting.</summary>
    int Capacity { get; }

    /// <summary>Makes <paramref name="places"/> of them ready ahead of the first run; where a sandbox has nothing to make ready, nothing happens.</summary>
    /// <exception cref="SandboxException">The sandbox can't be started.</exception>
    Task WarmAsync(Limits limits, int places, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs the checks and reports. What the candidate does is in the report, never an exception.</summary>
    /// <exception cref="SandboxException">The sandbox itself failed: an infrastructure failure, not the candidate's.</exception>
    Task<CheckReport> RunAsync(CheckRun run, CancellationToken cancellationToken);

    /// <summary>Tries variants of one candidate, each in a fraction of a run's time. Where a sandbox has no such way, none is tried.</summary>
    /// <exception cref="SandboxException">The sandbox itself failed.</exception>
    Task<ScreenReport> ScreenAsync(ScreenRun run, CancellationToken cancellationToken) =>
        Task.FromResult(ScreenReport.Nothing(run, $"The sandbox {Name} does not screen."));
}

/// <summary>The sandbox itself failed. Never a verdict on a candidate.</summary>
public sealed class SandboxException : Exception
{
    public SandboxException(string message) : base(message) { }
    public SandboxException(string message, Exception inner) : base(message, inner) { }
}
