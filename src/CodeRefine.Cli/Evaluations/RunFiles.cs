using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Cli.Configuration;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Cli.Evaluations;

/// <summary>Where the runs of evaluations lie: a file each, below the state folder.</summary>
internal static class RunFiles
{
    public const string Extension = ".sqlite";

    /// <summary>Makes the state folder, which ignores itself, so that a repository that it lies in stays as it is.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void Prepare(ResolvedConfiguration configuration)
    {
        try
        {
            Directory.CreateDirectory(Folder(configuration));
            var ignore = Path.Combine(configuration.StateFolder, ".gitignore");
            if (!File.Exists(ignore))
            {
                File.WriteAllText(ignore, "*\n");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{configuration.StateFolder} cannot be written: {refused.Message} Use {Settings.State.Flag} for elsewhere.", refused);
        }
    }

    public static string Folder(ResolvedConfiguration configuration) => Path.Combine(configuration.StateFolder, "evaluations");

    /// <summary>Verdicts that are known, beside the runs.</summary>
    public static string Cache(ResolvedConfiguration configuration) => Path.Combine(configuration.StateFolder, "verdicts.sqlite");

    /// <summary>A name made of what the run's numbers depend on: the same command finds the same run again.</summary>
    public static string IdOf(EvaluationRun run)
    {
        var parts = string.Join('\n', [
            run.Kind.ToString(), run.SuiteHash, run.Oracle, run.Model ?? "", run.Strategy, run.Proposer, .. run.Options.Select(o => $"{o.Key}={o.Value}"),
            run.Seed.ToString(CultureInfo.InvariantCulture), run.SamplesPerTask.ToString(CultureInfo.InvariantCulture), run.Limits?.ToString() ?? "", run.Completions?.Hash ?? "", run.Toolchain, run.Shard?.ToString() ?? ""]);
        return $"{run.Suite}-{run.Kind.ToString().ToLowerInvariant()}{(run.Shard is { } shard ? $"-{shard.Index}of{shard.Count}" : "")}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..8]}";
    }

    /// <summary>A run by its file, its id, or the beginning of it; <c>last</c> for the one that was written last.</summary>
    /// <exception cref="UserErrorException">There is none, or more than one.</exception>
    public static string Find(string name, ResolvedConfiguration configuration)
    {
        if (File.Exists(name))
        {
            return Path.GetFullPath(name);
        }

        var folder = Folder(configuration);
        var all = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).ToList() : [];
        var found = name == "last" ? all.OrderByDescending(File.GetLastWriteTimeUtc).Take(1).ToList() : all.Where(f => Path.GetFileNameWithoutExtension(f) == name).ToList();
        found = found.Count == 0 ? all.Where(f => Path.GetFileName(f).StartsWith(name, StringComparison.Ordinal)).ToList() : found;
        return found.Count switch
        {
            1 => found[0],
            0 => throw new UserErrorException($"There is no run '{name}': it is neither a file nor a run in {folder}{(all.Count > 0 ? $", which holds {string.Join(", ", all.Take(5).Select(Path.GetFileNameWithoutExtension))}{(all.Count > 5 ? ", …" : "")}" : "")}."),
            _ => throw new UserErrorException($"'{name}' is the beginning of {found.Count} runs in {folder}: write more of it."),
        };
    }
}
