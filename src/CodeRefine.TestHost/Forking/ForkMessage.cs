using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Forking;

/// <summary>What supervisor and mould say to each other, each in one message over their socket: a kind, then what belongs to it.</summary>
internal static class ForkMessage
{
    /// <summary>Longest message.</summary>
    public const int MostBytes = 1024;

    /// <summary>Mould: it can be forked.</summary>
    public const byte Fit = (byte)'F';

    /// <summary>Mould: it can't, and ends. UTF-8 text of why.</summary>
    public const byte Unfit = (byte)'U';

    /// <summary>Supervisor: fork a host. Three descriptors come along: where its job comes from, its standard streams, its reports.</summary>
    public const byte Fork = (byte)'H';

    /// <summary>Mould: the host's process id, four bytes.</summary>
    public const byte Forked = (byte)'P';

    /// <summary>Mould: the host has ended. Its status as <c>wait</c> gives it, four bytes, and its <see cref="ResourceUsage"/>.</summary>
    public const byte Ended = (byte)'E';

    public static bool Say(ControlSocket socket, byte kind, string why = "")
    {
        var text = Encoding.UTF8.GetBytes(why.Length > 200 ? why[..200] : why);
        return socket.Send([kind, .. text]);
    }

    public static bool SayForked(ControlSocket socket, int pid)
    {
        Span<byte> message = stackalloc byte[1 + sizeof(int)];
        message[0] = Forked;
        BinaryPrimitives.WriteInt32LittleEndian(message[1..], pid);
        return socket.Send(message);
    }

    public static unsafe bool SayEnded(ControlSocket socket, int status, ResourceUsage usage)
    {
        Span<byte> message = stackalloc byte[1 + sizeof(int) + sizeof(ResourceUsage)];
        message[0] = Ended;
        BinaryPrimitives.WriteInt32LittleEndian(message[1..], status);
        MemoryMarshal.Write(message[(1 + sizeof(int))..], usage);
        return socket.Send(message);
    }

    public static int? ReadForked(ReadOnlySpan<byte> message) =>
        message is [Forked, ..] && message.Length == 1 + sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(message[1..]) : null;

    public static unsafe (int Status, ResourceUsage Usage)? ReadEnded(ReadOnlySpan<byte> message) =>
        message is [Ended, ..] && message.Length == 1 + sizeof(int) + sizeof(ResourceUsage)
            ? (BinaryPrimitives.ReadInt32LittleEndian(message[1..]), MemoryMarshal.Read<ResourceUsage>(message[(1 + sizeof(int))..]))
            : null;
}
