using System.Text;

namespace CodeRefine.TestHost.Native;

/// <summary>
/// Starts a process with given descriptors, in a process group of its own. <c>System.Diagnostics.Process</c> cannot hand over a fourth
/// descriptor, and reaps children itself, so that a supervisor that is process 1 would fight it over <c>wait</c>.
/// </summary>
internal static unsafe class ProcessSpawn
{
    // glibc's types are 80 and 336 bytes, musl's are smaller.
    private const int OpaqueBytes = 1024;

    /// <param name="descriptors">Pairs of an open descriptor here and its number there.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    public static int Start(string program, IEnumerable<string> arguments, IEnumerable<string> environment, ReadOnlySpan<(int Here, int There)> descriptors)
    {
        byte* actions = stackalloc byte[OpaqueBytes];
        byte* attributes = stackalloc byte[OpaqueBytes];
        byte* noSignals = stackalloc byte[128];
        new Span<byte>(noSignals, 128).Clear();
        _ = Libc.FileActionsInit(actions);
        _ = Libc.AttributesInit(attributes);
        try
        {
            foreach (var (here, there) in descriptors)
            {
                _ = Libc.FileActionsAddDup2(actions, here, there);
            }

            _ = Libc.AttributesSetFlags(attributes, Libc.SpawnSetGroup | Libc.SpawnSetSignalMask);
            _ = Libc.AttributesSetGroup(attributes, 0);
            _ = Libc.AttributesSetSignalMask(attributes, noSignals);
            return Spawn(program, [program, .. arguments], [.. environment], actions, attributes);
        }
        finally
        {
            _ = Libc.FileActionsDestroy(actions);
            _ = Libc.AttributesDestroy(attributes);
        }
    }

    private static int Spawn(string program, string[] arguments, string[] environment, byte* actions, byte* attributes)
    {
        var path = Encoding.UTF8.GetBytes(program + '\0');
        var argumentBytes = Encoding.UTF8.GetBytes(string.Concat(arguments.Select(a => a + '\0')));
        var environmentBytes = Encoding.UTF8.GetBytes(string.Concat(environment.Select(a => a + '\0')));
        fixed (byte* pathStart = path, argumentStart = argumentBytes, environmentStart = environmentBytes)
        {
            byte** argumentList = stackalloc byte*[arguments.Length + 1];
            byte** environmentList = stackalloc byte*[environment.Length + 1];
            Point(argumentList, argumentStart, arguments);
            Point(environmentList, environmentStart, environment);
            var error = Libc.PosixSpawn(out var pid, pathStart, actions, attributes, argumentList, environmentList);
            return error == 0 ? pid : throw new IOException($"{program} could not be started: error {error}.");
        }
    }

    private static void Point(byte** list, byte* start, string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            list[i] = start;
            start += Encoding.UTF8.GetByteCount(texts[i]) + 1;
        }

        list[texts.Length] = null;
    }
}
