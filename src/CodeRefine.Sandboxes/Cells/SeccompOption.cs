using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Checks;
using CodeRefine.Sandboxes.Docker;
using CodeRefine.Sandboxes.Seccomp;

namespace CodeRefine.Sandboxes.Cells;

/// <summary>Hands our system call profile to an engine in the way that it takes it.</summary>
internal static class SeccompOption
{
    /// <summary>Docker's API takes the profile itself. Podman's takes the path of a file where the engine runs: it gets one in the user's own data folder.</summary>
    /// <exception cref="SandboxException">The file can't be written.</exception>
    public static string For(EngineKind engine, string? dataFolder = null)
    {
        if (!engine.IsPodman)
        {
            return "seccomp=" + SeccompProfile.Text;
        }

        var own = dataFolder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "coderefine");
        return "seccomp=" + PathInEngine(WriteProfile(own));
    }

    /// <summary>Podman's virtual machine on Windows sees the drives under <c>/mnt</c>; on macOS it sees the user's folder under its own path.</summary>
    internal static string PathInEngine(string path) => path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0])
        ? $"/mnt/{char.ToLowerInvariant(path[0])}{path[2..].Replace('\\', '/')}"
        : path;

    private static string WriteProfile(string folder)
    {
        var text = Encoding.UTF8.GetBytes(SeccompProfile.Text);
        var path = Path.Combine(folder, $"seccomp-{Convert.ToHexStringLower(SHA256.HashData(text))[..16]}.json");
        try
        {
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(text))
            {
                // Whole or not at all: the engine may be reading it for another run.
                Directory.CreateDirectory(folder);
                var filling = path + "." + Guid.NewGuid().ToString("n");
                File.WriteAllBytes(filling, text);
                File.Move(filling, path, overwrite: true);
            }

            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException($"Podman reads the system call profile from a file, which can't be written to {path}: {e.Message}", e);
        }
    }
}
