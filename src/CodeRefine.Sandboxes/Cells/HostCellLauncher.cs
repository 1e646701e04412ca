using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>No wall at all: the supervisor as a plain process of this machine, for who asked for it by name. Only the environment is withheld.</summary>
public sealed class HostCellLauncher(bool forkHosts = false) : ICellLauncher
{
    public string Name => "none";

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        TestHostFolder.Find();
        return Task.CompletedTask;
    }

    public Task<ICell> LaunchAsync(CellLimits limits, CancellationToken cancellationToken)
    {
        var runtime = HostRuntime.Find();
        var scratch = Directory.CreateTempSubdirectory("coderefine-").FullName;
        var environment = new Dictionary<string, string>(CellEnvironment.Runtime(limits))
        {
            ["HOME"] = scratch,
            ["TMPDIR"] = scratch,
            ["DOTNET_ROOT"] = runtime.Root,
        };
        ICell cell = ProcessCell.Start([runtime.Muxer, Path.Combine(TestHostFolder.Find(), TestHostFolder.Assembly), .. CellCommand.Of(forkHosts), "--scratch", scratch], environment, scratch, () =>
        {
            Directory.Delete(scratch, recursive: true);
            return ValueTask.CompletedTask;
        });
        return Task.FromResult(cell);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
