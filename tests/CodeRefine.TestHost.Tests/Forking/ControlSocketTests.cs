using System.Runtime.InteropServices;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Tests.Forking;

public sealed partial class ControlSocketTests
{
    private const int ChildEnded = 17;

    /// <summary>A supervisor hears of children's ends by signals while it waits for a mould's answer: they are no reason to give the mould up.</summary>
    [Fact]
    public void Signals_do_not_cut_the_waiting_for_a_message_short()
    {
        using var handled = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => { });
        var (mine, theirs) = ControlSocket.Pair();
        using (mine)
        using (theirs)
        {
            var waiter = 0;
            var heard = false;
            var waiting = new Thread(() =>
            {
                Volatile.Write(ref waiter, ThreadId());
                heard = mine.Await(TimeSpan.FromSeconds(60));
            });
            waiting.Start();
            SpinWait.SpinUntil(() => Volatile.Read(ref waiter) != 0);
            for (var signal = 0; signal < 10; signal++)
            {
                Thread.Sleep(20);
                Assert.Equal(0, Signal(Environment.ProcessId, waiter, ChildEnded));
            }

            Assert.True(theirs.Send([1]));
            waiting.Join();
            Assert.True(heard);
        }
    }

    [Fact]
    public void Waiting_in_vain_ends_with_its_time()
    {
        var (mine, theirs) = ControlSocket.Pair();
        using (mine)
        using (theirs)
        {
            Assert.False(mine.Await(TimeSpan.FromMilliseconds(20)));
        }
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadId();

    [LibraryImport("libc", EntryPoint = "tgkill")]
    private static partial int Signal(int process, int thread, int signal);
}
