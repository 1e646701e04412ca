using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRefine.Core;

namespace CodeRefine.Repositories.Runs;

/// <summary>One run's files: its resolved configuration, its journal, its result.</summary>
public sealed class RunFolder
{
    internal RunFolder(string folder) => Folder = folder;

    public string Folder { get; }
    public string Id => Path.GetFileName(Folder);

    /// <summary>When it was started, to the second.</summary>
    public DateTimeOffset Started => RunIds.TimeOf(Id);
    public string JournalPath => Path.Combine(Folder, "journal.jsonl");
    private string LockPath => Path.Combine(Folder, "lock");
    private string ConfigurationPath => Path.Combine(Folder, "run.json");
    private string ResultPath => Path.Combine(Folder, "result.json");

    /// <summary>Opens the journal for writing, behind what is in it already.</summary>
    /// <exception cref="UserErrorException">Another process is writing this run, or its journal is damaged.</exception>
    public Journal OpenJournal(TimeProvider time)
    {
        var writer = TakeLock();
        try
        {
            return new Journal(JournalPath, writer, time);
        }
        catch (Exception refused)
        {
            writer.Dispose();
            if (refused is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"The journal {JournalPath} cannot be written: {refused.Message}", refused);
            }

            throw;
        }
    }

    /// <summary>What the journal holds; a run that never wrote to it has no lines.</summary>
    public RecordedRun ReadJournal() => File.Exists(JournalPath) ? JournalReader.Read(JournalPath) : new RecordedRun { Lines = [], TornTail = false };

    /// <summary>Whether a process is writing it now.</summary>
    public bool IsRunning()
    {
        if (!File.Exists(LockPath))
        {
            return false;
        }

        try
        {
            using var free = RunLock.TryTake(LockPath);
            return free is null;
        }
        catch (UnauthorizedAccessException)
        {
            // A run that this user cannot write is not one that this user's tools go on with.
            return false;
        }
    }

    /// <summary>The resolved configuration as it was given when the run was made.</summary>
    public JsonObject ReadConfiguration() => ReadObject(ConfigurationPath) ?? throw new UserErrorException($"{ConfigurationPath} is missing: the run cannot be resumed or replayed.");

    /// <summary>The result, or null where the run has not ended.</summary>
    public JsonObject? ReadResult() => ReadObject(ResultPath);

    public void WriteResult(JsonObject result) => Write(ResultPath, result);

    internal void WriteConfiguration(JsonObject configuration) => Write(ConfigurationPath, configuration);

    private RunLock TakeLock()
    {
        try
        {
            return RunLock.TryTake(LockPath) ?? throw new UserErrorException($"The run {Id} is being written by another process: wait for its end, or start a new run.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The run {Folder} cannot be written: {refused.Message}", refused);
        }
    }

    private static void Write(string path, JsonObject content)
    {
        // Whole or not at all: a reader never meets half a document.
        var draft = path + ".new";
        File.WriteAllText(draft, content.ToJsonString(RunJson.Indented) + "\n");
        File.Move(draft, path, overwrite: true);
    }

    private static JsonObject? ReadObject(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new UserErrorException($"{path} is no JSON object.") : null;
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {damaged.Message}", damaged);
        }
    }
}
