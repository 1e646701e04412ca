using CodeRefine.Cli.Configuration;

namespace CodeRefine.Cli.Wiring;

/// <summary>Where issue runs are kept: not in the repository, whose working tree stays as it is.</summary>
internal static class FixState
{
    /// <summary>As <c>--state</c> says; else the user's state folder (XDG Base Directory), and for root, under whose home no other user can read, <c>/var/lib/coderefine/state</c>.</summary>
    public static string Folder(ResolvedConfiguration configuration, Func<string, string?> variable)
    {
        if (configuration.Text(Settings.State) is { } named)
        {
            return Path.GetFullPath(named);
        }

        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/coderefine/state";
        }

        return variable("XDG_STATE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? Path.Combine(xdg, "coderefine")
            : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state", "coderefine")
            : Path.Combine(Path.GetTempPath(), "coderefine-state");
    }
}
