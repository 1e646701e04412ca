using System.Globalization;
using CodeRefine.TestHost.Native;

namespace CodeRefine.TestHost.Forking;

/// <summary>
/// Whether a copy of this process would be whole. <c>fork</c> takes along the one thread that calls it; of every other the copy has only what
/// it held. So each other thread has to be one that the copy can do without and that waits in the kernel, holding nothing.
/// </summary>
internal static class Fitness
{
    // The main thread, which waits for good; the finalizer, which forks; and the runtime's, which waits for word of other processes' ends and
    // which nothing asks. The kernel cuts names off at 15 characters.
    private static readonly string[] Known = [".NET Finalizer", ".NET SynchManag"];
    private const string Tasks = "/proc/self/task";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for threads that end by themselves, such as the compiler's.</summary>
    /// <param name="mainRests">
    /// Whether the main thread has come to where it waits for good; null where it is the one that asks. Up to there it runs managed code, and a copy made meanwhile would wait at its first
    /// collection, for ever, for a thread that it does not have.
    /// </param>
    /// <returns>Null where all is well, else what is in the way.</returns>
    public static string? Await(TimeProvider time, TimeSpan patience, Func<bool>? mainRests = null)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var others = OtherThreads();
            if (mainRests is not null && !(mainRests() && IsAtRest(Libc.ProcessId())))
            {
                others.Add("the main thread");
            }

            if (others.Count == 0)
            {
                return null;
            }

            if (time.GetElapsedTime(start) > patience)
            {
                return $"threads are left: {string.Join(", ", others)}";
            }

#pragma warning disable RS0030 // Awaiting takes a timer and a pool, whose threads are just what must not be there.
            Thread.Sleep(Pause);
#pragma warning restore RS0030
        }
    }

    /// <summary>Whether a thread of this process waits in the kernel.</summary>
    public static bool IsAtRest(int thread)
    {
        try
        {
            var stat = File.ReadAllText($"{Tasks}/{thread}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('S');
        }
        catch (IOException)
        {
            // There is none such.
            return false;
        }
    }

    /// <summary>Memory that a copy would share with this process: what a candidate writes there would stay.</summary>
    public static string? SharedMemory() =>
        File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Split(' ', 3) is [_, [_, 'w', _, 's'], _]) is { } shared ? $"memory is shared: {shared}" : null;

    /// <summary>Pipes and sockets, which stay one thing when they are copied: numbers of those that a host must not have.</summary>
    public static int[] OpenChannels() =>
        [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Where(entry => IsChannel(File.ResolveLinkTarget(entry, returnFinalTarget: false)?.ToString()))
            .Select(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture))];

    private static bool IsChannel(string? target) => target is not null && (target.Contains("pipe:[", StringComparison.Ordinal) || target.Contains("socket:[", StringComparison.Ordinal) || target.Contains("anon_inode:", StringComparison.Ordinal));

    private static List<string> OtherThreads()
    {
        var others = new List<string>();
        var main = Libc.ProcessId();
        foreach (var task in Directory.EnumerateDirectories(Tasks))
        {
            if (int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture) != main && NameOf(task) is { } name && !Known.Contains(name))
            {
                others.Add(name);
            }
        }

        return others;
    }

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(task + "/comm").TrimEnd('\n');
        }
        catch (IOException)
        {
            // Ended since it was listed.
            return null;
        }
    }
}
