using System.Globalization;
using System.Runtime.InteropServices;

namespace CodeRefine.Sandboxes.Seccomp;

/// <summary>System call numbers of one machine, and the number by which seccomp knows that machine.</summary>
/// <param name="AuditArchitecture"><c>AUDIT_ARCH_…</c> of linux/audit.h.</param>
internal sealed record SyscallTable(uint AuditArchitecture, IReadOnlyDictionary<string, int> Numbers)
{
    public static SyscallTable X64 { get; } = new(0xC000003E, Read(column: 1));
    public static SyscallTable Arm64 { get; } = new(0xC00000B7, Read(column: 2));

    /// <returns>Null on a machine without a table.</returns>
    public static SyscallTable? OfThisMachine() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null,
    };

    private static Dictionary<string, int> Read(int column) => Resources.Text("syscalls.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split(' '))
        .Where(fields => fields[column] != "-")
        .ToDictionary(fields => fields[0], fields => int.Parse(fields[column], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
