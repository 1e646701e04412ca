using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// Stands in for the console's output and error. What is written goes to the process's captured stream, where the supervisor counts it, and,
/// for the first part, to the output of the check that runs.
/// </summary>
internal sealed class ConsoleTap : TextWriter
{
    /// <summary>What one check's output keeps.</summary>
    public const int MaxCharacters = 16 << 10;

    private readonly FileStream stream = new(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly StringBuilder kept = new();
    private readonly Lock gate = new();

    // Half of a surrogate pair, until the other half comes.
    private readonly Encoder encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();

    private ConsoleTap() { }

    public override Encoding Encoding => Encoding.UTF8;

    public static ConsoleTap Install()
    {
        var tap = new ConsoleTap { NewLine = "\n" };
        Console.SetOut(tap);
        Console.SetError(tap);
        return tap;
    }

    /// <summary>Takes what was kept since the last call.</summary>
    public string Take()
    {
        lock (gate)
        {
            var text = kept.ToString();
            kept.Clear();
            return text;
        }
    }

    /// <summary>Writes past the check's output.</summary>
    public void WriteToStream(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            Send(text);
        }
    }

    public override void Write(char value) => Write([value]);
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));
    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            Send(buffer);
            var room = MaxCharacters - kept.Length;
            kept.Append(buffer.Length <= room ? buffer : buffer[..Math.Max(0, room)]);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");
    public override void WriteLine(ReadOnlySpan<char> buffer) => Write([.. buffer, '\n']);

    private void Send(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        while (!text.IsEmpty)
        {
            encoder.Convert(text, bytes, flush: false, out var read, out var written, out _);
            stream.Write(bytes[..written]);
            text = text[read..];
        }
    }
}
