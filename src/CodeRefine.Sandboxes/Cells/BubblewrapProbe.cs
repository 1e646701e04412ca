using System.ComponentModel;
using System.Diagnostics;
using CodeRefine.Core;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>What bubblewrap is and does on this machine.</summary>
/// <param name="Program">Null where it is not installed.</param>
/// <param name="Version">As it says it: <c>0.8.0</c>.</param>
/// <param name="Usable">It really started a namespace just now.</param>
/// <param name="Problem">A sentence; null where it is usable.</param>
public sealed record BubblewrapProbe(BubblewrapProgram? Program, string? Version, bool Usable, string? Problem)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts it with the namespaces that a cell has and a program that does nothing.</summary>
    public static async Task<BubblewrapProbe> RunAsync(CancellationToken cancellationToken)
    {
        BubblewrapProgram? program;
        try
        {
            program = BubblewrapProgram.Find();
        }
        catch (UserErrorException e)
        {
            return new BubblewrapProbe(null, null, false, e.Message);
        }

        if (program is null)
        {
            return new BubblewrapProbe(null, null, false, "bubblewrap is not installed.");
        }

        var (_, said, _) = await RunAsync([program.Path, "--version"], cancellationToken);
        var version = said.Trim().Split(' ')[^1];
        var user = BubblewrapCommand.User.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] asUser = program.SetPriv is { } setpriv ? [setpriv, "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"] : [];
        var (exit, _, errors) = await RunAsync(
            [.. asUser, program.Path, "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--uid", user, "--gid", user, "--ro-bind", "/", "/", "--proc", "/proc", "--size", "4096", "--tmpfs", "/tmp", "--", "/bin/true"],
            cancellationToken);
        return exit == 0
            ? new BubblewrapProbe(program, version, true, null)
            : new BubblewrapProbe(program, version, false, $"bubblewrap {version} can't start a namespace here: {(errors.Trim() is { Length: > 0 } words ? words.Split('\n')[0] : $"exit code {exit}")}.");
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            }
            catch
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return (process.ExitCode, await output, await errors);
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException)
        {
            return (-1, "", e.Message);
        }
    }
}
