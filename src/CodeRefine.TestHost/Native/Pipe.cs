using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodeRefine.TestHost.Native;

/// <summary>A pipe of which one end goes to a child. Both ends are closed on exec, and lie above every number that a child's descriptors get.</summary>
internal sealed class Pipe : IDisposable
{
    public const int LowestNumber = 100;
    private readonly SafeFileHandle reading;
    private readonly SafeFileHandle writing;

    public unsafe Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe2(ends, Libc.CloseOnExec) != 0)
        {
            throw new IOException($"No pipe could be made: error {Marshal.GetLastPInvokeError()}.");
        }

        reading = Raise(ends[0]);
        writing = Raise(ends[1]);
        _ = Libc.Close(ends[0]);
        _ = Libc.Close(ends[1]);
    }

    public int ReadEnd => (int)reading.DangerousGetHandle();
    public int WriteEnd => (int)writing.DangerousGetHandle();

    /// <summary>A stream over an end, which outlives the pipe.</summary>
    public static FileStream OpenCopy(int descriptor, FileAccess access) =>
        new(Raise(descriptor), access, bufferSize: 0);

    public void Dispose()
    {
        reading.Dispose();
        writing.Dispose();
    }

    private static SafeFileHandle Raise(int descriptor)
    {
        var raised = Libc.Fcntl(descriptor, Libc.DuplicateCloseOnExec, LowestNumber);
        if (raised < 0)
        {
            throw new IOException($"A pipe's end could not be moved: error {Marshal.GetLastPInvokeError()}.");
        }

        return new SafeFileHandle(raised, ownsHandle: true);
    }
}
