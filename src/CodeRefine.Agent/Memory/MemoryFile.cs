using System.Globalization;
using CodeRefine.Core;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Agent.Memory;

/// <summary>The SQLite file of a memory: its tables, how it is opened, and what is said when it cannot be.</summary>
internal static class MemoryFile
{
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE lessons (id INTEGER PRIMARY KEY AUTOINCREMENT, problem TEXT NOT NULL, node TEXT NOT NULL, kind TEXT NOT NULL, diagnostic TEXT NOT NULL, text TEXT NOT NULL, outcome INTEGER NOT NULL, time TEXT NOT NULL, UNIQUE (node, text));
        CREATE INDEX lessons_by_diagnostic ON lessons (diagnostic, outcome);
        CREATE INDEX lessons_by_kind ON lessons (kind, outcome);
        CREATE TABLE fixes (node TEXT PRIMARY KEY, problem TEXT NOT NULL, kind TEXT NOT NULL, diagnostic TEXT NOT NULL, fix TEXT NOT NULL, better INTEGER NOT NULL, solved INTEGER NOT NULL, time TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX fixes_by_diagnostic ON fixes (diagnostic, fix);
        """;

    /// <exception cref="UserErrorException">It is no memory, one of another version, or cannot be opened.</exception>
    public static SqliteConnection Open(string path, bool create)
    {
        try
        {
            if (create && Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
            try
            {
                connection.Open();
                Prepare(connection, path);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException failure)
        {
            throw Explain(failure, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The memory {path} cannot be opened: {failure.Message}", failure);
        }
    }

    public static UserErrorException Explain(SqliteException failure, string path) => new($"The memory {path} cannot be used ({failure.Message}): move it away to begin another one, or switch the memory off.", failure);

    private static void Prepare(SqliteConnection connection, string path)
    {
        // Several runs may learn at once.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Scalar(connection, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Execute(connection, Tables + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version};"));
        }
        else if (Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'lessons'") == 0)
        {
            throw new UserErrorException($"{path} is no memory of CodeRefine: name another file.");
        }
        else if (Scalar(connection, "PRAGMA user_version") is var version and not Version)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path} is a memory of version {version}, and this tool reads version {Version}: move it away, or use the version of CodeRefine that made it."));
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
