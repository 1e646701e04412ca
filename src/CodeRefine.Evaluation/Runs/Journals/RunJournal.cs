using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Runs.Journals;

/// <summary>
/// Writes a run: each sample and step before and after it happens, each in a transaction of its own, so that the process may be killed at any moment and the
/// run goes on from there. One writer at a time; safe for concurrent calls; readers may look on.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly FileStream writer;
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly SqliteCommand begin, end, keep, step, text, ended;

    private RunJournal(string path, FileStream writer, SqliteConnection connection)
    {
        (this.path, this.writer, this.connection) = (path, writer, connection);
        begin = Prepare("INSERT INTO samples (task, sample, started, tries) VALUES ($task, $sample, $started, 1) ON CONFLICT (task, sample) DO UPDATE SET tries = tries + 1 RETURNING tries", "$task", "$sample", "$started");
        end = Prepare("UPDATE samples SET outcome = $outcome, passed = $passed WHERE task = $task AND sample = $sample AND outcome IS NULL", "$task", "$sample", "$outcome", "$passed");
        keep = Prepare("INSERT INTO records (key, record) VALUES ($key, $record)", "$key", "$record");
        step = Prepare("INSERT INTO steps (task, sample, time, event) VALUES ($task, $sample, $time, $event)", "$task", "$sample", "$time", "$event");
        text = Prepare("INSERT INTO texts (hash, body) VALUES ($hash, $body) ON CONFLICT DO NOTHING", "$hash", "$body");
        ended = Prepare("SELECT count(*) FROM samples WHERE task = $task AND sample = $sample AND outcome IS NOT NULL", "$task", "$sample");
    }

    /// <summary>As it was when the run began.</summary>
    public EvaluationRun Run { get; private set; } = null!;

    /// <summary>Whether the file held the run already, and it goes on.</summary>
    public bool Resumed { get; private set; }

    /// <summary>Opens the run's file, or makes it.</summary>
    /// <param name="tasks">In the suite's order; those of a resumed run must be the same.</param>
    /// <exception cref="UserErrorException">The file is another run's, another version's, damaged, held by another process, or cannot be written; the message says which.</exception>
    public static RunJournal Open(string path, EvaluationRun run, IReadOnlyList<RunTask> tasks)
    {
        var writer = Lock(path);
        SqliteConnection? connection = null;
        try
        {
            connection = JournalFile.OpenToWrite(path);
            var resumed = JournalFile.HasTables(connection);
            if (resumed)
            {
                JournalFile.Require(connection, path);
                RunAgreement.Require(path, JournalFile.ReadRun(connection, path), run);
            }
            else
            {
                Create(connection, run, tasks);
            }

            var journal = new RunJournal(path, writer, connection) { Resumed = resumed, Run = resumed ? JournalFile.ReadRun(connection, path) : run };
            journal.ReadPositions();
            return journal;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            writer.Dispose();
            if (failure is SqliteException sqlite)
            {
                throw JournalFile.Explain(sqlite, path);
            }

            throw;
        }
    }

    /// <summary>Whether the sample has its record: it is then not to be done again.</summary>
    public bool HasEnded(string taskId, int sample) => Locked(() =>
    {
        Key(ended, taskId, sample);
        return (long)ended.ExecuteScalar()! > 0;
    });

    /// <summary>How many samples planned for a task are not known before its file has been read: this says it.</summary>
    public void Plan(IEnumerable<(string TaskId, int Samples)> plan) => Locked(() =>
    {
        using var transaction = connection.BeginTransaction();
        using var command = Prepare("UPDATE tasks SET samples = $samples WHERE position = $task", "$task", "$samples");
        command.Transaction = transaction;
        foreach (var (task, samples) in plan)
        {
            command.Parameters["$task"].Value = Position(task);
            command.Parameters["$samples"].Value = samples;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Before a sample is worked on.</summary>
    /// <returns>Which try at it this is, from 1: more where an earlier one was interrupted.</returns>
    public int Begin(string taskId, int sample, DateTimeOffset now) => Locked(() =>
    {
        Key(begin, taskId, sample);
        begin.Parameters["$started"].Value = Time(now);
        return (int)(long)begin.ExecuteScalar()!;
    });

    /// <summary>Something that happened, or is about to, in a sample.</summary>
    public void Step(string taskId, int sample, DateTimeOffset now, RunEvent happened) => Locked(() =>
    {
        Key(step, taskId, sample);
        step.Parameters["$time"].Value = Time(now);
        step.Parameters["$event"].Value = JournalJson.Write(happened);
        return step.ExecuteNonQuery();
    });

    /// <summary>A sample's record, with the sources and texts that it names, all or nothing. One that has its record already keeps it.</summary>
    public void End(SampleRecord record, IEnumerable<SourceTree> sources, string? completion) => Locked(() =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var tree in sources)
        {
            Insert(tree.Hash, () => Packed.Sources(tree), transaction);
        }

        if (completion is not null)
        {
            Insert(HashOf(completion), () => Packed.Text(completion), transaction);
        }

        Key(end, record.TaskId, record.Sample);
        end.Transaction = transaction;
        end.Parameters["$outcome"].Value = record.Outcome.ToString();
        end.Parameters["$passed"].Value = record.Passed ? 1 : 0;
        if (end.ExecuteNonQuery() > 0)
        {
            keep.Transaction = transaction;
            keep.Parameters["$key"].Value = JournalFile.Key(Position(record.TaskId), record.Sample);
            keep.Parameters["$record"].Value = JournalJson.Write(record);
            keep.ExecuteNonQuery();
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Forgets the records of samples that failed for the machine's sake, so that they are tried again.</summary>
    /// <returns>How many.</returns>
    public int Reopen() => Locked(() =>
    {
        using var transaction = connection.BeginTransaction();
        JournalFile.Execute(connection, "DELETE FROM records WHERE key IN (SELECT (task << 32) | sample FROM samples WHERE outcome = 'Infrastructure')");
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE samples SET outcome = NULL, passed = NULL WHERE outcome = 'Infrastructure'";
        var count = command.ExecuteNonQuery();
        transaction.Commit();
        return count;
    });

    /// <summary>The key under which <see cref="IRunReader.Text"/> finds it.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>For whoever goes on with it or reports on it in this process.</summary>
    public RunReader OpenReader() => RunReader.Open(path);

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var command in new[] { begin, end, keep, step, text, ended })
            {
                command.Dispose();
            }

            connection.Dispose();
            writer.Dispose();
        }
    }

    private static void Create(SqliteConnection connection, EvaluationRun run, IReadOnlyList<RunTask> tasks)
    {
        using var transaction = connection.BeginTransaction();
        JournalFile.CreateTables(connection);
        using var header = connection.CreateCommand();
        header.CommandText = "INSERT INTO run (key, value) VALUES ('run', $run)";
        header.Parameters.AddWithValue("$run", JournalJson.Write(run));
        header.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO tasks (position, id, samples, record) VALUES ($position, $id, $samples, $record)";
        foreach (var name in new[] { "$position", "$id", "$samples", "$record" })
        {
            insert.Parameters.Add(name, SqliteType.Text);
        }

        foreach (var (position, task) in tasks.Index())
        {
            insert.Parameters["$position"].Value = position;
            insert.Parameters["$id"].Value = task.Id;
            insert.Parameters["$samples"].Value = task.Samples;
            insert.Parameters["$record"].Value = JournalJson.Write(task);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Held while the run is written; it goes with the process, however that ends.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path + ".lock") && refused is IOException
                ? new UserErrorException($"{path} is being written by another process: wait for it, or end it.", refused, UserErrorKind.Environment)
                : new UserErrorException($"{path} cannot be written: {refused.Message}", refused);
        }
    }

    private void ReadPositions()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, position FROM tasks";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            positions[rows.GetString(0)] = rows.GetInt32(1);
        }
    }

    private int Position(string taskId) => positions.TryGetValue(taskId, out var position) ? position : throw new ArgumentException($"The run has no task '{taskId}'.", nameof(taskId));

    private void Key(SqliteCommand command, string taskId, int sample)
    {
        command.Parameters["$task"].Value = Position(taskId);
        command.Parameters["$sample"].Value = sample;
    }

    private void Insert(string hash, Func<byte[]> body, SqliteTransaction transaction)
    {
        text.Transaction = transaction;
        text.Parameters["$hash"].Value = hash;
        text.Parameters["$body"].Value = body();
        text.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException failure)
            {
                throw JournalFile.Explain(failure, path);
            }
        }
    }

    private static string Time(DateTimeOffset now) => now.ToString("O", CultureInfo.InvariantCulture);
}
