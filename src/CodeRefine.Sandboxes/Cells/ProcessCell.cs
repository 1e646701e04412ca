using System.ComponentModel;
using System.Diagnostics;
using CodeRefine.Core.Checks;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>A cell whose first process is a child of this one: bubblewrap's, or the bare host's.</summary>
internal sealed class ProcessCell : ICell
{
    private readonly Process process;
    private readonly ErrorTail errors = new();
    private readonly Func<ValueTask>? cleanUp;

    private ProcessCell(Process process, Func<ValueTask>? cleanUp)
    {
        this.process = process;
        this.cleanUp = cleanUp;
        Ended = EndAsync(errors.CopyFromAsync(process.StandardError.BaseStream));
    }

    public string Name => $"process {process.Id}";
    public Stream Input => process.StandardInput.BaseStream;
    public Stream Output => process.StandardOutput.BaseStream;
    public string Errors => errors.Text;
    public Task<CellEnd> Ended { get; }

    /// <summary>Starts <paramref name="command"/> with exactly <paramref name="environment"/>.</summary>
    /// <exception cref="SandboxException">The program can't be started.</exception>
    public static ProcessCell Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, Func<ValueTask>? cleanUp = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };

        // Whatever the launcher itself holds can be read inside, in /proc/1/environ, so it gets nothing of ours from the start.
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ProcessCell(StartingThread.Run(() => Process.Start(start)!), cleanUp);
        }
        catch (Win32Exception e)
        {
            throw new SandboxException($"{command[0]} can't be started: {e.Message}.", e);
        }
    }

    public Task KillAsync()
    {
        try
        {
            // bubblewrap takes its pid namespace with it; a bare host process may have children of its own.
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already.
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Ended;
        process.Dispose();
        if (cleanUp is not null)
        {
            await cleanUp();
        }
    }

    private async Task<CellEnd> EndAsync(Task errorsRead)
    {
        await process.WaitForExitAsync(CancellationToken.None);

        // Its last words; but a grandchild that holds the pipe open is not waited for.
        await Task.WhenAny(errorsRead, Task.Delay(TimeSpan.FromSeconds(1)));
        return new CellEnd(process.ExitCode, OutOfMemory: false);
    }
}
