using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRefine.Core;

namespace CodeRefine.Repositories.Runs;

/// <summary>The folder that keeps runs: <c>.coderefine/</c> in a task's folder, or where <c>--state</c> says. It ignores itself, so that no git of the user's sees it.</summary>
public sealed class RunStore
{
    /// <summary>The folder's usual name.</summary>
    public const string FolderName = ".coderefine";

    private RunStore(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Where the bare repository of all runs is.</summary>
    public string HistoryFolder => Path.Combine(Folder, "history.git");
    private string RunsFolder => Path.Combine(Folder, "runs");

    /// <summary>Opens the folder and makes it where there is none.</summary>
    /// <exception cref="UserErrorException">It cannot be made, or is a link.</exception>
    public static RunStore Open(string folder)
    {
        var store = new RunStore(Path.GetFullPath(folder));
        store.RefuseLinks();
        try
        {
            Directory.CreateDirectory(store.RunsFolder);
            var ignore = Path.Combine(store.Folder, ".gitignore");
            if (!File.Exists(ignore))
            {
                File.WriteAllText(ignore, "*\n");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"Runs cannot be kept in {store.Folder}: {refused.Message} Name a folder that can be written by --state.", refused);
        }

        return store;
    }

    /// <summary>Opens what is there, without writing.</summary>
    /// <returns>Null where no run has been kept.</returns>
    public static RunStore? Find(string folder)
    {
        var store = new RunStore(Path.GetFullPath(folder));
        store.RefuseLinks();
        return Directory.Exists(store.RunsFolder) ? store : null;
    }

    /// <summary>Makes a new run's folder with its resolved configuration.</summary>
    public RunFolder Create(JsonObject configuration, TimeProvider time, ulong seed)
    {
        var now = time.GetUtcNow();
        for (var salt = 0; ; salt++)
        {
            var folder = Path.Combine(RunsFolder, RunIds.New(now, seed, salt));
            if (TryClaim(folder))
            {
                var run = new RunFolder(folder);
                run.WriteConfiguration(configuration);
                return run;
            }
        }
    }

    /// <summary>All runs, oldest first.</summary>
    public ImmutableArray<RunFolder> Runs() => !Directory.Exists(RunsFolder) ? []
        : [.. new DirectoryInfo(RunsFolder).EnumerateDirectories().Where(d => d.LinkTarget is null && RunIds.IsOne(d.Name)).OrderBy(d => d.Name, StringComparer.Ordinal).Select(d => new RunFolder(d.FullName))];

    /// <summary>A run by what a person may write: its id, the beginning or end of it, or <c>latest</c>.</summary>
    /// <exception cref="UserErrorException">There is none, or more than one.</exception>
    public RunFolder Get(string name)
    {
        var runs = Runs();
        if (runs.IsEmpty)
        {
            throw new UserErrorException($"No run has been kept in {Folder} yet.");
        }

        if (name is "latest")
        {
            return runs[^1];
        }

        var exact = runs.Where(r => r.Id == name).ToList();
        var found = exact.Count > 0 || name.Length == 0 ? exact : runs.Where(r => r.Id.StartsWith(name, StringComparison.Ordinal) || r.Id.EndsWith(name, StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? found[0]
            : found.Count == 0 ? throw new UserErrorException($"There is no run '{name}' in {Folder}: the latest is {runs[^1].Id}.")
            : throw new UserErrorException($"'{name}' fits {found.Count} runs ({string.Join(", ", found.Take(3).Select(r => r.Id))}): write more of the id.");
    }

    /// <summary>A line for each run, oldest first; a damaged journal is a state here, not an error.</summary>
    public ImmutableArray<RunSummary> Summaries() => [.. Runs().Select(Summarise)];

    private static RunSummary Summarise(RunFolder run)
    {
        try
        {
            var recorded = run.ReadJournal();
            var state = recorded.Ended?.Outcome ?? (run.IsRunning() ? "running" : "interrupted");
            return new RunSummary(run.Id, run.Started, recorded.Started?.ProblemId, state, recorded.Nodes.Count(n => n.Attempt > 0), recorded.Best?.Score, recorded.Best?.Verdict);
        }
        catch (UserErrorException)
        {
            return new RunSummary(run.Id, run.Started, null, "damaged", 0, null, null);
        }
    }

    private bool TryClaim(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                return false;
            }

            // Made under another name and moved: of two processes with the same id one fails and takes the next.
            var draft = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}.new");
            try
            {
                draft.MoveTo(folder);
                return true;
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                draft.Delete();
                return false;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"A run cannot be kept in {RunsFolder}: {refused.Message} Name a folder that can be written by --state.", refused);
        }
    }

    /// <summary>A task's folder may come from anywhere: what is written here must stay here.</summary>
    private void RefuseLinks()
    {
        if (new[] { Folder, RunsFolder, HistoryFolder, Path.Combine(Folder, ".gitignore") }.FirstOrDefault(p => new FileInfo(p).LinkTarget is not null) is { } link)
        {
            throw new UserErrorException($"{link} is a symbolic link, and nothing is written through it: delete it, or name another folder by --state.");
        }
    }
}
