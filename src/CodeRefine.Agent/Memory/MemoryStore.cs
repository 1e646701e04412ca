using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Search;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Agent.Memory;

/// <summary>
/// A memory in one SQLite file: reflections with the outcome that followed, and counts of which kinds of change helped on which failures. Everything in it can be looked at and
/// erased. It holds what runs saw (statements and held-back checks never, but a reflection may quote code), so it stays on this machine. Safe for concurrent calls and runs.
/// </summary>
public sealed class MemoryStore : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    private MemoryStore(string path, SqliteConnection connection) => (Path, this.connection) = (path, connection);

    public string Path { get; }

    /// <summary>Opens the file, and makes it where there is none.</summary>
    /// <exception cref="UserErrorException">It is no memory, one of another version, or cannot be opened.</exception>
    public static MemoryStore Open(string path) => new(path, MemoryFile.Open(path, create: true));

    /// <returns>Null where there is no such file yet.</returns>
    /// <exception cref="UserErrorException">It is no memory, one of another version, or cannot be opened.</exception>
    public static MemoryStore? Find(string path) => File.Exists(path) ? new(path, MemoryFile.Open(path, create: false)) : null;

    /// <summary>Kept once: the same reflection on the same node changes its outcome only.</summary>
    public void Add(Reflection reflection, ReflectionOutcome outcome, DateTimeOffset time) => Run(
        "INSERT INTO lessons (problem, node, kind, diagnostic, text, outcome, time) VALUES ($problem, $node, $kind, $diagnostic, $text, $outcome, $time) ON CONFLICT (node, text) DO UPDATE SET outcome = $outcome",
        ("$problem", reflection.ProblemId), ("$node", reflection.NodeId), ("$kind", reflection.Kind.ToString()), ("$diagnostic", reflection.Diagnostic), ("$text", reflection.Text), ("$outcome", (int)outcome), ("$time", Text(time)));

    /// <summary>Counts what each attempt of a run changed, and what came of it. A run that is counted again changes nothing.</summary>
    public void Count(string problemId, IEnumerable<Node> nodes, DateTimeOffset time)
    {
        foreach (var node in nodes.Where(n => n.Parent is not null))
        {
            var parent = node.Parent!;
            Run(
                "INSERT OR IGNORE INTO fixes (node, problem, kind, diagnostic, fix, better, solved, time) VALUES ($node, $problem, $kind, $diagnostic, $fix, $better, $solved, $time)",
                ("$node", node.Id), ("$problem", problemId), ("$kind", parent.Critique.Kind.ToString()), ("$diagnostic", Reflection.DiagnosticOf(parent)), ("$fix", FixKind.Of(parent.Tree, node.Tree)),
                ("$better", node.Value > parent.Value ? 1 : 0), ("$solved", node.Verdict.Passed ? 1 : 0), ("$time", Text(time)));
        }
    }

    /// <summary>Reflections on such a failure that helped: those that solved first, the same diagnostic before the same kind, the latest first.</summary>
    /// <param name="before">Later ones are not seen, so that a run that is repeated sees what it saw; null for all.</param>
    public IReadOnlyList<Lesson> Helpful(string diagnostic, TaxonomyKind kind, int most, DateTimeOffset? before) => Lessons(
        "WHERE (diagnostic = $diagnostic OR kind = $kind) AND outcome <= $better AND ($before IS NULL OR time < $before) ORDER BY diagnostic = $diagnostic DESC, outcome, id DESC LIMIT $most",
        ("$diagnostic", diagnostic), ("$kind", kind.ToString()), ("$better", (int)ReflectionOutcome.Better), ("$before", before is { } time ? Text(time) : DBNull.Value), ("$most", most));

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Lesson> List(LessonFilter filter, int most = int.MaxValue) => Lessons($"{Where} ORDER BY id DESC LIMIT $most", [.. Values(filter), ("$most", most)]);

    /// <returns>Null where there is none of that id.</returns>
    public Lesson? Get(long id) => Lessons("WHERE id = $id", ("$id", id)).SingleOrDefault();

    /// <summary>Most tries first.</summary>
    public IReadOnlyList<Principle> Principles(LessonFilter filter, int leastTries = 1, DateTimeOffset? before = null) => Read(
        $"SELECT diagnostic, fix, count(*), sum(better), sum(solved) FROM fixes {Where} AND ($before IS NULL OR time < $before) GROUP BY diagnostic, fix HAVING count(*) >= $least ORDER BY count(*) DESC, sum(better) DESC, diagnostic, fix",
        row => new Principle(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)),
        [.. Values(filter), ("$least", leastTries), ("$before", before is { } time ? Text(time) : DBNull.Value)]);

    /// <returns>Whether it was there.</returns>
    public bool Forget(long id) => Run("DELETE FROM lessons WHERE id = $id", ("$id", id)) > 0;

    /// <summary>Erases lessons and counts alike.</summary>
    /// <returns>How many lessons, and how many counted attempts.</returns>
    public (int Lessons, int Fixes) Forget(LessonFilter filter)
    {
        var erased = (Run($"DELETE FROM lessons {Where}", [.. Values(filter)]), Run($"DELETE FROM fixes {Where}", [.. Values(filter)]));

        // What is forgotten shall not be found in the file's free pages.
        Run("VACUUM");
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        return erased;
    }

    public void Dispose() => connection.Dispose();

    private const string Where = "WHERE ($diagnostic IS NULL OR diagnostic = $diagnostic) AND ($kind IS NULL OR kind = $kind) AND ($problem IS NULL OR problem = $problem)";

    private static IEnumerable<(string, object)> Values(LessonFilter filter) =>
        [("$diagnostic", filter.Diagnostic ?? (object)DBNull.Value), ("$kind", filter.Kind ?? (object)DBNull.Value), ("$problem", filter.Problem ?? (object)DBNull.Value)];

    private ImmutableArray<Lesson> Lessons(string rest, params (string, object)[] values) => Read(
        $"SELECT id, problem, node, kind, diagnostic, text, outcome, time FROM lessons {rest}",
        row => new Lesson(
            row.GetInt64(0),
            new Reflection(row.GetString(1), row.GetString(2), Enum.TryParse<TaxonomyKind>(row.GetString(3), out var kind) ? kind : TaxonomyKind.None, row.GetString(4), row.GetString(5)),
            (ReflectionOutcome)row.GetInt32(6),
            DateTimeOffset.Parse(row.GetString(7), CultureInfo.InvariantCulture)),
        values);

    private ImmutableArray<T> Read<T>(string sql, Func<SqliteDataReader, T> make, params (string Name, object Value)[] values) => With(sql, values, command =>
    {
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            rows.Add(make(reader));
        }

        return rows.ToImmutable();
    });

    private int Run(string sql, params (string Name, object Value)[] values) => With(sql, values, command => command.ExecuteNonQuery());

    private T With<T>(string sql, (string Name, object Value)[] values, Func<SqliteCommand, T> use)
    {
        lock (gate)
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                foreach (var (name, value) in values)
                {
                    command.Parameters.AddWithValue(name, value);
                }

                return use(command);
            }
            catch (SqliteException failure)
            {
                throw MemoryFile.Explain(failure, Path);
            }
        }
    }

    /// <summary>Sorts as text as it does as time.</summary>
    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
