using System.Globalization;
using System.Text.Json;
using CodeRefine.Core;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Runs.Journals;

/// <summary>The SQLite file of a run: its tables, how it is opened, and what is said when it cannot be.</summary>
internal static class JournalFile
{
    /// <summary>Of the tables below; a journal of another version is refused.</summary>
    public const int Version = 1;

    /// <summary>Says "a journal of CodeRefine" in the file's header, where <c>file</c> finds it.</summary>
    private const int ApplicationId = 0x43526A31;

    private const int Busy = 5, Locked = 6, ReadOnly = 8, IOError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    // A sample's record is apart from its state, under task << 32 | sample: narrow rows are counted at once, and wide ones take no page each.
    private const string Tables = """
        CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE tasks (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, samples INTEGER NOT NULL, record TEXT NOT NULL);
        CREATE TABLE samples (task INTEGER NOT NULL, sample INTEGER NOT NULL, started TEXT NOT NULL, tries INTEGER NOT NULL, outcome TEXT, passed INTEGER, PRIMARY KEY (task, sample)) WITHOUT ROWID;
        CREATE INDEX samples_by_outcome ON samples (outcome, passed);
        CREATE TABLE records (key INTEGER PRIMARY KEY, record TEXT NOT NULL);
        CREATE TABLE steps (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, sample INTEGER NOT NULL, time TEXT NOT NULL, event TEXT NOT NULL);
        CREATE INDEX steps_by_sample ON steps (task, sample, id);
        CREATE TABLE texts (hash TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Where a sample's record is found: records are so in the order of tasks, then of samples.</summary>
    public static long Key(int task, int sample) => ((long)task << 32) | (uint)sample;

    public static SqliteConnection OpenToWrite(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -8000;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>While another process writes it, too.</summary>
    public static SqliteConnection OpenToRead(string path) =>
        File.Exists(path) ? Open(path, SqliteOpenMode.ReadOnly) : throw new UserErrorException($"There is no run at {path}: check the path.");

    public static bool HasTables(SqliteConnection connection) => Scalar<long>(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'run'") > 0;

    public static void CreateTables(SqliteConnection connection)
    {
        Execute(connection, Tables);
        Execute(connection, $"PRAGMA user_version = {Version}");
    }

    /// <exception cref="UserErrorException">It is no journal, or one of another version.</exception>
    public static void Require(SqliteConnection connection, string path)
    {
        if (!HasTables(connection))
        {
            throw new UserErrorException($"{path} is no journal of a run.");
        }

        var version = Scalar<long>(connection, "PRAGMA user_version");
        if (version != Version)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path} is a journal of version {version}, and this tool writes version {Version}: use the version of CodeRefine that made it, or start a new run in another file."));
        }
    }

    public static EvaluationRun ReadRun(SqliteConnection connection, string path)
    {
        try
        {
            return JournalJson.Read<EvaluationRun>(Scalar<string>(connection, "SELECT value FROM run WHERE key = 'run'") ?? "");
        }
        catch (JsonException damaged)
        {
            throw new UserErrorException($"{path}: the run's own description is damaged ({damaged.Message}).", damaged);
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static T? Scalar<T>(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <summary>What SQLite says, in the user's words.</summary>
    public static UserErrorException Explain(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Full => new UserErrorException($"The disk is full: {path} cannot grow. Make room and give the same command again; nothing that was written is lost.", failure, UserErrorKind.Environment),
        IOError => new UserErrorException($"{path} cannot be written ({failure.Message}): is the disk full or gone? What was written before is kept; give the same command again when it is mended.", failure, UserErrorKind.Environment),
        Busy or Locked => new UserErrorException($"{path} is held by another program.", failure, UserErrorKind.Environment),
        ReadOnly => new UserErrorException($"{path} cannot be written: it or its folder is read-only.", failure),
        CannotOpen => new UserErrorException($"{path} cannot be opened: check that its folder is there and yours to write.", failure),
        Corrupt or NotADatabase => new UserErrorException($"{path} is damaged or no journal of a run ({failure.Message}).", failure),
        _ => new UserErrorException($"{path}: {failure.Message}", failure, UserErrorKind.Environment),
    };

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            _ = Scalar<long>(connection, "PRAGMA schema_version");
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(failure, path);
        }
    }
}
