using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>Reads what a host's own end means: one that the supervisor did not cause.</summary>
internal static class HostExit
{
    /// <param name="status">As <c>wait</c> gives it.</param>
    /// <param name="output">What the process wrote last: the runtime says there why it aborts.</param>
    /// <param name="nearMemoryLimit">Whether the kernel may have killed it for want of memory.</param>
    public static JobEnd Read(string job, int status, string output, bool nearMemoryLimit)
    {
        var signal = status & 0x7f;
        if (signal == 0)
        {
            var code = (status >> 8) & 0xff;
            return new JobEnd { Job = job, Kind = EndKind.Exited, ExitCode = code, Detail = $"The process ended itself with exit code {code} before its checks had all reported." };
        }

        var (kind, detail) = signal switch
        {
            Libc.SigAbort when HasLine(output, "Stack overflow.") => (EndKind.StackOverflow, "The stack overflowed: a recursion that does not end."),
            Libc.SigAbort when HasLine(output, "Out of memory.") || output.Contains("Unhandled exception. System.OutOfMemoryException", StringComparison.Ordinal) =>
                (EndKind.OutOfMemory, "The process ran out of memory."),
            Libc.SigAbort when output.Contains("Unhandled exception.", StringComparison.Ordinal) => (EndKind.Crashed, "An exception that nothing caught ended the process."),
            Libc.SigAbort => (EndKind.Crashed, "The runtime ended the process (SIGABRT)."),
            Libc.SigSegv => (EndKind.Crashed, "The process accessed memory that is not its own (SIGSEGV)."),
            Libc.SigKill when nearMemoryLimit => (EndKind.OutOfMemory, "The system killed the process at the sandbox's memory limit."),
            Libc.SigKill => (EndKind.Crashed, "The process was killed (SIGKILL) far below the memory limit: by itself or a process that it started."),
            _ => (EndKind.Crashed, $"Signal {signal} ended the process."),
        };
        return new JobEnd { Job = job, Kind = kind, Signal = signal, Detail = detail };
    }

    private static bool HasLine(string output, string line) =>
        output.StartsWith(line, StringComparison.Ordinal) || output.Contains("\n" + line, StringComparison.Ordinal);
}
