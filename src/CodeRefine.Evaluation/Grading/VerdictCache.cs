using System.Text.Json;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs.Journals;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Grading;

/// <summary>
/// Verdicts by the content that they depend on: program, checks, settings, limits, toolchain, seed. A file beside the runs, shared by them and by processes that
/// run at once; losing it costs time and nothing else. Safe for concurrent calls.
/// </summary>
public sealed class VerdictCache : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand find, add;

    private VerdictCache(SqliteConnection connection)
    {
        this.connection = connection;
        find = connection.CreateCommand();
        find.CommandText = "SELECT judgement FROM verdicts WHERE key = $key";
        find.Parameters.Add(new SqliteParameter { ParameterName = "$key" });
        add = connection.CreateCommand();
        add.CommandText = "INSERT INTO verdicts (key, judgement) VALUES ($key, $judgement) ON CONFLICT DO NOTHING";
        add.Parameters.Add(new SqliteParameter { ParameterName = "$key" });
        add.Parameters.Add(new SqliteParameter { ParameterName = "$judgement" });
    }

    /// <exception cref="UserErrorException">The file cannot be opened or written.</exception>
    public static VerdictCache Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var connection = JournalFile.OpenToWrite(path);
            JournalFile.Execute(connection, "CREATE TABLE IF NOT EXISTS verdicts (key TEXT PRIMARY KEY, judgement TEXT NOT NULL) WITHOUT ROWID");
            return new VerdictCache(connection);
        }
        catch (SqliteException failure)
        {
            throw JournalFile.Explain(failure, path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {refused.Message}", refused);
        }
    }

    /// <returns>Null where it is not known.</returns>
    public Judgement? Find(string key)
    {
        lock (gate)
        {
            try
            {
                find.Parameters["$key"].Value = key;
                return find.ExecuteScalar() is string text ? JournalJson.Read<Judgement>(text) : null;
            }
            catch (Exception damaged) when (damaged is SqliteException or JsonException)
            {
                // It is judged anew then.
                return null;
            }
        }
    }

    public void Add(string key, Judgement judgement)
    {
        lock (gate)
        {
            try
            {
                add.Parameters["$key"].Value = key;
                add.Parameters["$judgement"].Value = JournalJson.Write(judgement);
                add.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // Full or held by another: the verdict stands in the run's journal, and is only not remembered here.
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            find.Dispose();
            add.Dispose();
            connection.Dispose();
        }
    }
}
