using System.Globalization;
using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Core.Events;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Runs.Journals;
using CodeRefine.Evaluation.Statistics;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Runs;

/// <summary>Reads a run from its journal.</summary>
public sealed class RunReader : IRunReader
{
    private readonly string path;
    private readonly SqliteConnection connection;

    private RunReader(string path, SqliteConnection connection, EvaluationRun run)
    {
        (this.path, this.connection, Run) = (path, connection, run);
        Tasks = [.. Rows<RunTask>("SELECT record, samples FROM tasks ORDER BY position", [], (r, t) => t with { Samples = r.GetInt32(1) })];
    }

    public EvaluationRun Run { get; }
    public IReadOnlyList<RunTask> Tasks { get; }

    /// <exception cref="UserErrorException">There is no such run, or it cannot be read; the message says why.</exception>
    public static RunReader Open(string path)
    {
        var connection = JournalFile.OpenToRead(path);
        try
        {
            JournalFile.Require(connection, path);
            return new RunReader(path, connection, JournalFile.ReadRun(connection, path));
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is SqliteException sqlite)
            {
                throw JournalFile.Explain(sqlite, path);
            }

            throw;
        }
    }

    public RunCounts Counts()
    {
        var judged = Count("SELECT count(*) FROM samples WHERE outcome = 'Judged'");
        return new RunCounts(
            Count("SELECT coalesce(sum(samples), 0) FROM tasks"),
            judged,
            Count("SELECT count(*) FROM samples WHERE outcome = 'Judged' AND passed = 1"),
            Count("SELECT count(*) FROM samples WHERE outcome = 'Infrastructure'"));
    }

    public IReadOnlyList<TaskCount> TaskCounts()
    {
        using var command = Command("SELECT t.id, c.n, c.p FROM (SELECT task, count(*) n, sum(passed) p FROM samples INDEXED BY samples_by_outcome WHERE outcome = 'Judged' GROUP BY task) c JOIN tasks t ON t.position = c.task ORDER BY t.position", []);
        using var rows = command.ExecuteReader();
        var counts = new List<TaskCount>();
        while (rows.Read())
        {
            counts.Add(new TaskCount(rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2)));
        }

        return counts;
    }

    public IEnumerable<SampleRecord> Samples(string? taskId = null) => taskId is null
        ? Rows<SampleRecord>("SELECT record FROM records ORDER BY key", [])
        : Rows<SampleRecord>("SELECT r.record FROM tasks t JOIN records r ON r.key >= t.position << 32 AND r.key < (t.position + 1) << 32 WHERE t.id = $id ORDER BY r.key", [("$id", taskId)]);

    public SourceTree? Sources(string hash) => Body(hash) is { } body ? Unpacked(() => Packed.Sources(body)) : null;

    public string? Text(string hash) => Body(hash) is { } body ? Unpacked(() => Packed.Text(body)) : null;

    public IEnumerable<SampleStep> Steps(string taskId, int sample)
    {
        using var command = Command("SELECT p.time, p.event FROM steps p JOIN tasks t ON t.position = p.task WHERE t.id = $id AND p.sample = $sample ORDER BY p.id", [("$id", taskId), ("$sample", sample)]);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            yield return new SampleStep(DateTimeOffset.Parse(rows.GetString(0), CultureInfo.InvariantCulture), Document<RunEvent>(rows.GetString(1)));
        }
    }

    public void Dispose() => connection.Dispose();

    private long Count(string sql) => JournalFile.Scalar<long>(connection, sql);

    private byte[]? Body(string hash)
    {
        using var command = Command("SELECT body FROM texts WHERE hash = $hash", [("$hash", hash)]);
        return command.ExecuteScalar() as byte[];
    }

    private IEnumerable<T> Rows<T>(string sql, (string Name, object Value)[] parameters, Func<SqliteDataReader, T, T>? adjust = null)
    {
        using var command = Command(sql, parameters);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var document = Document<T>(rows.GetString(0));
            yield return adjust is null ? document : adjust(rows, document);
        }
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private T Document<T>(string text)
    {
        try
        {
            return JournalJson.Read<T>(text);
        }
        catch (Exception damaged) when (damaged is JsonException or NotSupportedException)
        {
            throw new UserErrorException($"{path}: a record in it is damaged ({damaged.Message}).", damaged);
        }
    }

    private T Unpacked<T>(Func<T> unpack)
    {
        try
        {
            return unpack();
        }
        catch (InvalidDataException damaged)
        {
            throw new UserErrorException($"{path}: a text in it is damaged ({damaged.Message}).", damaged);
        }
    }
}
