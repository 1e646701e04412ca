using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Cells as bubblewrap's namespaces: no engine, no image, started in a few milliseconds. Memory and processes are watched by the supervisor, as there is no cgroup.</summary>
public sealed class BubblewrapCellLauncher : ICellLauncher
{
    private readonly BubblewrapProgram program;
    private readonly bool forkHosts;
    private readonly SeccompFilterFile? filter;
    private readonly Lazy<IReadOnlyList<SandboxMount>> mounts;

    /// <param name="forkHosts">See <see cref="SandboxFactory.CreateAsync"/>.</param>
    public BubblewrapCellLauncher(BubblewrapProgram program, bool forkHosts = false)
    {
        this.forkHosts = forkHosts;
        this.program = program;
        filter = SeccompFilterFile.ForThisMachine();
        mounts = new Lazy<IReadOnlyList<SandboxMount>>(() => SandboxMounts.Collect(HostRuntime.Find(), TestHostFolder.Find(), program.SetPriv is not null));
    }

    public string Name => "bubblewrap";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.Run(() => Guarded(() => mounts.Value), cancellationToken);

    public Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken) => Task.Run<ICell>(
        () => ProcessCell.Start(Command(limits), CellEnvironment.Of(limits), "/"),
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        filter?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal IReadOnlyList<string> Command(CellLimits limits) => BubblewrapCommand.Build(program.Path, program.SetPriv, filter?.Path, Guarded(() => mounts.Value), limits, forkHosts);

    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException($"The sandbox's files can't be put together: {e.Message}", e);
        }
    }
}
