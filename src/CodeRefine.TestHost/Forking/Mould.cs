using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Supervision;

namespace CodeRefine.TestHost.Forking;

/// <summary>
/// A warm process that never runs a candidate: each host is a copy of it, made by <c>fork</c> in a few milliseconds where a start takes
/// hundreds, and thrown away after its one job.
/// <para>
/// The runtime knows nothing of <c>fork</c>. A copy is whole all the same, because the thread that forks is the runtime's finalizer: the one
/// thread that a process can't do without and that code has no way to start. It calls <c>fork</c> from within a finalizer, and in the copy goes
/// on as the finalizer, after it has started a thread for the job. The main thread is not missed: it waits for good here. What has to hold
/// beside is asked before each fork (<see cref="Fitness"/>); where it does not, hosts are started as ever. Nothing here uses the thread pool
/// or a timer, whose threads would be missing and thought to be there.
/// </para>
/// </summary>
internal static class Mould
{
    /// <summary>As large as that of any program's Main.</summary>
    private const int StackBytes = 8 << 20;

    private const int Broken = 70;
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(1);

    private static ControlSocket supervisor = null!;
    private static ConsoleTap console = null!;
    private static int[] channels = [];
    private static int nothing;
    private static bool ownNamespace;
    private static volatile bool rests;

    public static int Run(HostWarmth warmth)
    {
        HostProgram.Isolate();
        HostCommand.ForgetMouldSettings();
        ownNamespace = Libc.ParentId() == 1;
        nothing = Raise(File.OpenHandle("/dev/null").DangerousGetHandle());
        supervisor = new ControlSocket(ControlSocket.Raise(HostProcess.ReportDescriptor));
        _ = Libc.Dup2(nothing, HostProcess.ReportDescriptor);
        console = ConsoleTap.Install();
        HostProgram.Warm(warmth, console, pool: false);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if ((Fitness.Await(TimeProvider.System, FirstPatience) ?? Fitness.SharedMemory()) is { } why)
        {
            ForkMessage.Say(supervisor, ForkMessage.Unfit, why);
            return 0;
        }

        channels = Fitness.OpenChannels();
        Leave();
        GC.Collect();
        rests = true;
        while (true)
        {
            _ = Libc.Pause();
        }
    }

    // In a frame of its own, so that no reference stays on the main thread's stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave() => _ = new Forker();

    private static int Raise(nint descriptor) => Libc.Fcntl((int)descriptor, Libc.DuplicateCloseOnExec, Pipe.LowestNumber);

    /// <summary>On the finalizer's thread. Returns in a host only: in the mould it ends with the supervisor.</summary>
    private static void Serve()
    {
        Span<byte> order = stackalloc byte[ForkMessage.MostBytes];
        Span<int> ends = stackalloc int[3];
        ForkMessage.Say(supervisor, ForkMessage.Fit);
        while (supervisor.Receive(order, ends) > 0 && order[0] == ForkMessage.Fork && ends[2] >= 0)
        {
            if (Fitness.Await(TimeProvider.System, Patience, static () => rests) is { } why)
            {
                ForkMessage.Say(supervisor, ForkMessage.Unfit, why);
                break;
            }

            var mould = Libc.ProcessId();
            var host = Libc.Fork();
            if (host == 0)
            {
                Become(mould, ends);
                return;
            }

            foreach (var end in ends)
            {
                _ = Libc.Close(end);
            }

            var usage = default(ResourceUsage);
            if (host < 0)
            {
                ForkMessage.Say(supervisor, ForkMessage.Unfit, $"fork: error {Marshal.GetLastPInvokeError()}");
                break;
            }

            ForkMessage.SayForked(supervisor, host);
            _ = Libc.Wait4(host, out var status, 0, ref usage);
            ForkMessage.SayEnded(supervisor, status, usage);
        }

        Libc.ExitNow(0);
    }

    /// <summary>The first steps of a host: nothing of the mould's that could be reached stays, and then a thread for the job.</summary>
    private static void Become(int mould, ReadOnlySpan<int> ends)
    {
        if (!ownNamespace)
        {
            // With the namespace's first process all others end anyway; there a host outlives a mould that its candidate ends, as it would a stranger.
            _ = Libc.Prctl(Libc.SetPdeathsig, Libc.SigKill);
        }

        if ((!ownNamespace && Libc.ParentId() != mould) || !RegisterBarrier())
        {
            Libc.ExitNow(Broken);
        }

        _ = Libc.Prctl(Libc.SetDumpable, 0);
        _ = Libc.NewSession();

        // In their places stands what can be neither read nor written: who asks finds an end or an error.
        foreach (var channel in channels)
        {
            _ = Libc.Dup2(nothing, channel);
        }

        _ = Libc.Dup2(nothing, supervisor.Descriptor);
        _ = Libc.Dup2(ends[0], 0);
        _ = Libc.Dup2(ends[1], 1);
        _ = Libc.Dup2(ends[1], 2);
        _ = Libc.Dup2(ends[2], HostProcess.ReportDescriptor);
        foreach (var end in ends)
        {
            _ = Libc.Close(end);
        }

        new Thread(static () => HostProgram.Serve(console), StackBytes).Start();
    }

    /// <summary>The runtime's barrier between threads is registered by address space, and this is a new one: membarrier(2).</summary>
    private static bool RegisterBarrier()
    {
        const int RegisterPrivateExpedited = 1 << 4;
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 283 : 324;
        return Libc.SystemCall(number, RegisterPrivateExpedited, 0, 0) == 0;
    }

    private sealed class Forker
    {
        ~Forker() => Serve();
    }
}
