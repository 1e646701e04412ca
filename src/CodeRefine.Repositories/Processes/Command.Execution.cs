using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CodeRefine.Repositories.Processes;

public sealed partial record Command
{
    /// <summary>A grandchild may hold a stream open after the child's end; its output is not waited for longer than this.</summary>
    private static readonly TimeSpan drainTime = TimeSpan.FromSeconds(2);

    /// <summary>Runs the child to its end, whatever its exit code.</summary>
    /// <param name="forceful">Kills the child and its own children at once.</param>
    /// <param name="graceful">Asks the child to end (SIGTERM) and waits for it.</param>
    /// <exception cref="CommandNotStartedException">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled either way; the child has ended.</exception>
    public async Task<CommandResult> ExecuteAsync(CancellationToken forceful, CancellationToken graceful = default)
    {
        forceful.ThrowIfCancellationRequested();
        graceful.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo() };
        var started = Stopwatch.GetTimestamp();
        Start(process);
        await using var ask = graceful.Register(() => AskToEnd(process));
        await using var kill = forceful.Register(() => Kill(process));
        var output = new CappedBytes(OutputLimit);
        var error = new CappedBytes(OutputLimit);
        var reads = Task.WhenAll(output.ReadAsync(process.StandardOutput.BaseStream), error.ReadAsync(process.StandardError.BaseStream));
        var write = WriteInputAsync(process);
        await process.WaitForExitAsync(CancellationToken.None);
        var duration = Stopwatch.GetElapsedTime(started);
        await Task.WhenAny(Task.WhenAll(reads, write), Task.Delay(drainTime, CancellationToken.None));
        forceful.ThrowIfCancellationRequested();
        graceful.ThrowIfCancellationRequested();
        return new CommandResult(process.ExitCode, output.ToArray(), error.ToArray(), output.Truncated || error.Truncated, duration);
    }

    /// <summary>As <see cref="ExecuteAsync"/>, for a child that must succeed.</summary>
    /// <exception cref="CommandFailedException">Its exit code was not 0; the message carries its last words.</exception>
    public async Task<CommandResult> ExecuteSuccessfullyAsync(CancellationToken forceful, CancellationToken graceful = default)
    {
        var result = await ExecuteAsync(forceful, graceful);
        return result.Succeeded ? result : throw new CommandFailedException(this, result);
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = WorkingDirectory ?? "",
        };
        info.Environment.Clear();
        foreach (var name in InheritedEnvironment)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value)
            {
                info.Environment[name] = value;
            }
        }

        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            throw new CommandNotStartedException(Program, refused);
        }
    }

    private async Task WriteInputAsync(Process process)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Input, CancellationToken.None);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child closed its input before it had read all: its exit code says whether that was right.
        }
    }

    private static void AskToEnd(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill(process);
            return;
        }

        // SIGTERM and not SIGINT, which whatever a shell started in the background ignores, and its children with it.
        // A refusal (it just ended) changes nothing: the caller waits for the end either way.
        const int Terminate = 15;
        IfRunning(process, p => _ = SendSignal(p.Id, Terminate));
    }

    private static void Kill(Process process) => IfRunning(process, p => p.Kill(entireProcessTree: true));

    private static void IfRunning(Process process, Action<Process> act)
    {
        try
        {
            if (!process.HasExited)
            {
                act(process);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended in between.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
