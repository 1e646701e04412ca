using System.Globalization;
using CodeRefine.Sandboxes.Seccomp;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>The compiled filter in a file without a name: a launcher opens it through this process's descriptor, and it is gone when this process is.</summary>
internal sealed class SeccompFilterFile : IDisposable
{
    private readonly FileStream file;

    private SeccompFilterFile(byte[] program)
    {
        file = new FileStream(System.IO.Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        file.Write(program);
        file.Flush();
        File.Delete(file.Name);
    }

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.SafeFileHandle.DangerousGetHandle()}");

    /// <returns>Null on a machine whose system calls are not in our table.</returns>
    public static SeccompFilterFile? ForThisMachine() => SyscallTable.OfThisMachine() is { } table
        ? new SeccompFilterFile(BpfFilter.ToBytes(BpfFilter.Compile(SeccompProfile.Default, table)))
        : null;

    public void Dispose() => file.Dispose();
}
