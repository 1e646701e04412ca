using CodeRefine.Core;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>The programs that a bubblewrap cell is started with.</summary>
/// <param name="Path">Absolute path of <c>bwrap</c>.</param>
/// <param name="SetPriv">Absolute path of <c>setpriv</c>, where this process is root; else null.</param>
public sealed record BubblewrapProgram(string Path, string? SetPriv)
{
    /// <returns>Null where bubblewrap is not installed.</returns>
    /// <exception cref="UserErrorException">This process is root and has no way to start it as another user.</exception>
    public static BubblewrapProgram? Find()
    {
        if (OnPath("bwrap") is not { } path)
        {
            return null;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new BubblewrapProgram(path, null);
        }

        return OnPath("setpriv") is { } setpriv
            ? new BubblewrapProgram(path, setpriv)
            : throw new UserErrorException("bubblewrap must not be started by root itself and setpriv is not installed: run CodeRefine as another user, or install util-linux's setpriv.", UserErrorKind.Environment);
    }

    internal static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/bin").Append("/usr/sbin").Append("/bin")
        .Where(System.IO.Path.IsPathRooted)
        .Select(folder => System.IO.Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
