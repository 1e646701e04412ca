using System.Runtime.InteropServices;

namespace CodeRefine.Cli.Hosting;

/// <summary>Ctrl-C and SIGTERM: the first asks to end with the best so far, the second ends at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int count;

    public Interrupts() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
    ];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) > 1)
        {
            Environment.Exit(ExitCodes.Cancelled);
        }

        Console.Error.WriteLine("cancelling: keeping the best so far; once more ends at once");

        // Not on the signal's own thread: callbacks of the token may take a while, and the second signal must get through.
        _ = source.CancelAsync();
    }
}
