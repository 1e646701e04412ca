using System.Runtime.InteropServices;

namespace CodeRefine.TestHost.Native;

/// <summary>The system calls that .NET has no door to. Numbers are Linux's, the same on x64 and arm64, glibc and musl.</summary>
internal static unsafe partial class Libc
{
    public const int SigAbort = 6;
    public const int SigKill = 9;
    public const int SigSegv = 11;
    public const int SetPdeathsig = 1;
    public const int SetDumpable = 4;
    public const int SetChildSubreaper = 36;
    public const int NoHang = 1;

    /// <summary>EINTR: a signal came first.</summary>
    public const int Interrupted = 4;
    public const int CloseOnExec = 0x80000;
    public const int SetDescriptorFlags = 2;
    public const int DuplicateCloseOnExec = 1030;
    public const short SpawnSetGroup = 2;
    public const short SpawnSetSignalMask = 8;

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, nuint argument, nuint third = 0, nuint fourth = 0, nuint fifth = 0);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    public static partial int Wait4(int pid, out int status, int options, ref ResourceUsage usage);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    public static partial int GetResourceUsage(int who, ref ResourceUsage usage);

    /// <param name="limits">The soft limit, then the hard one: <c>struct rlimit</c> on 64-bit machines.</param>
    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatFileSystem(string path, ref FileSystemRoom room);

    [LibraryImport("libc", EntryPoint = "fork", SetLastError = true)]
    public static partial int Fork();

    [LibraryImport("libc", EntryPoint = "pause")]
    public static partial int Pause();

    [LibraryImport("libc", EntryPoint = "getpid")]
    public static partial int ProcessId();

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "setsid")]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int family, int type, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int PosixSpawn(out int pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int FileActionsInit(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int FileActionsAddDup2(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int FileActionsDestroy(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int AttributesSetGroup(void* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(void* attributes, void* mask);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(void* attributes);

    /// <summary>Highest resident set of this process so far, in kibibytes.</summary>
    public static long OwnPeakKibibytes()
    {
        var usage = default(ResourceUsage);
        _ = GetResourceUsage(0, ref usage);
        return usage.PeakKibibytes;
    }

    /// <summary>CPU time of a process that is alive: zero where it is not.</summary>
    public static TimeSpan CpuTimeOf(int pid)
    {
        // Linux makes a process's CPU clock id out of its pid: see clock_getcpuclockid(3), MAKE_PROCESS_CPUCLOCK.
        const int ScheduledTime = 2;
        return ClockGetTime((~pid << 3) | ScheduledTime, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : TimeSpan.Zero;
    }
}

[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public nint Seconds;
    public nint Nanoseconds;
}

/// <summary><c>struct rusage</c>: only the first fields are of use here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ResourceUsage
{
    public nint UserSeconds;
    public nint UserMicroseconds;
    public nint SystemSeconds;
    public nint SystemMicroseconds;
    public nint PeakKibibytes;
    private fixed long rest[13];

    public readonly TimeSpan Cpu => TimeSpan.FromSeconds(UserSeconds + SystemSeconds) + TimeSpan.FromMicroseconds(UserMicroseconds + SystemMicroseconds);
}

/// <summary><c>struct statvfs</c> on 64-bit machines: what is of use here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileSystemRoom
{
    private fixed long sizes[5];
    public long Files;
    public long FreeFiles;
    private fixed long rest[16];
}
