using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodeRefine.TestHost.Native;

/// <summary>
/// One end of a pair of unix sockets that keep messages whole and carry descriptors: unix(7), SCM_RIGHTS. .NET's own sockets can't
/// pass descriptors, and would start threads.
/// </summary>
internal sealed unsafe class ControlSocket : IDisposable
{
    private const int Unix = 1, SequencedPackets = 5, SocketLevel = 1, Rights = 1;

    // struct cmsghdr and what it carries, on 64-bit machines: length, level, type, then the descriptors.
    private const int HeaderBytes = 16, MostDescriptors = 4;

    private readonly SafeFileHandle handle;

    public ControlSocket(int descriptor) => handle = new SafeFileHandle(descriptor, ownsHandle: true);

    public int Descriptor => (int)handle.DangerousGetHandle();

    /// <exception cref="IOException">The system refused.</exception>
    public static (ControlSocket Mine, ControlSocket Theirs) Pair()
    {
        var ends = stackalloc int[2];
        if (Libc.SocketPair(Unix, SequencedPackets | Libc.CloseOnExec, 0, ends) != 0)
        {
            throw new IOException($"No pair of sockets could be made: error {Marshal.GetLastPInvokeError()}.");
        }

        return (new ControlSocket(Raise(ends[0])), new ControlSocket(Raise(ends[1])));
    }

    /// <summary>The same socket at a number above all that a host uses.</summary>
    public static int Raise(int descriptor)
    {
        var raised = Libc.Fcntl(descriptor, Libc.DuplicateCloseOnExec, Pipe.LowestNumber);
        _ = Libc.Close(descriptor);
        return raised >= 0 ? raised : throw new IOException($"A socket could not be moved: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <returns>False where nobody hears it.</returns>
    public bool Send(ReadOnlySpan<byte> message, ReadOnlySpan<int> descriptors = default)
    {
        var control = stackalloc byte[HeaderBytes + MostDescriptors * sizeof(int)];
        fixed (byte* bytes = message)
        {
            var part = new IoPart { Base = bytes, Length = (nuint)message.Length };
            var header = new MessageHeader { Parts = &part, PartCount = 1 };
            if (!descriptors.IsEmpty)
            {
                header.Control = control;
                header.ControlLength = (nuint)Aligned(HeaderBytes + descriptors.Length * sizeof(int));
                *(nuint*)control = (nuint)(HeaderBytes + descriptors.Length * sizeof(int));
                ((int*)control)[2] = SocketLevel;
                ((int*)control)[3] = Rights;
                descriptors.CopyTo(new Span<int>(control + HeaderBytes, MostDescriptors));
            }

            const int NoSignal = 0x4000;
            return Libc.SendMessage(Descriptor, &header, NoSignal) == message.Length;
        }
    }

    /// <summary>Waits for a message, without end.</summary>
    /// <param name="descriptors">Filled with what came along, the rest with -1. They are closed on exec.</param>
    /// <returns>Bytes of the message; 0 where the other end is gone.</returns>
    public int Receive(Span<byte> message, Span<int> descriptors = default)
    {
        var control = stackalloc byte[HeaderBytes + MostDescriptors * sizeof(int)];
        descriptors.Fill(-1);
        fixed (byte* bytes = message)
        {
            while (true)
            {
                var part = new IoPart { Base = bytes, Length = (nuint)message.Length };
                var header = new MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = descriptors.IsEmpty ? 0 : (nuint)(HeaderBytes + MostDescriptors * sizeof(int)) };
                const int CloseDescriptorsOnExec = 0x40000000;
                var got = (int)Libc.ReceiveMessage(Descriptor, &header, CloseDescriptorsOnExec);
                if (got < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
                {
                    continue;
                }

                if (got > 0 && header.ControlLength > HeaderBytes && ((int*)control)[3] == Rights)
                {
                    var count = Math.Min(descriptors.Length, ((int)*(nuint*)control - HeaderBytes) / sizeof(int));
                    new Span<int>(control + HeaderBytes, count).CopyTo(descriptors);
                }

                return Math.Max(0, got);
            }
        }
    }

    /// <summary>Whether a message, or the other end's going, is there within the time.</summary>
    public bool Await(TimeSpan patience)
    {
        const short Readable = 1;
        var asked = new PollEntry { Descriptor = Descriptor, Events = Readable };
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = patience - TimeProvider.System.GetElapsedTime(begun);
            var ready = Libc.Poll(&asked, 1, (int)Math.Max(0, left.TotalMilliseconds));

            // Any signal with a handler ends poll(2) early, and is never the answer: a child's death is one.
            if (ready >= 0 || Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                return ready == 1;
            }
        }
    }

    public void Dispose() => handle.Dispose();

    private static int Aligned(int length) => (length + sizeof(long) - 1) & -sizeof(long);
}

/// <summary><c>struct iovec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoPart
{
    public byte* Base;
    public nuint Length;
}

/// <summary><c>struct msghdr</c> on 64-bit machines: musl's narrower fields are padded to the same places.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoPart* Parts;
    public nuint PartCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Happened;
}
