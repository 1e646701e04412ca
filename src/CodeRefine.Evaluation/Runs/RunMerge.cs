using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Runs.Journals;
using Microsoft.Data.Sqlite;

namespace CodeRefine.Evaluation.Runs;

/// <summary>Puts the shards of one run together into one journal.</summary>
public static class RunMerge
{
    /// <param name="paths">The shards' files, in any order.</param>
    /// <param name="target">A file that is not there yet.</param>
    /// <param name="idOf">The id of the whole run, by its header.</param>
    /// <param name="partial">Take what is there where shards are missing or not complete.</param>
    /// <exception cref="UserErrorException">They are no shards of one run, one is there twice, missing, or not complete; the message says which.</exception>
    public static void Merge(IReadOnlyList<string> paths, string target, Func<EvaluationRun, string> idOf, bool partial)
    {
        var parts = Open(paths);
        try
        {
            Require(parts, partial);
            if (File.Exists(target))
            {
                throw new UserErrorException($"{target} is there already: name another file by --out, or take it away.");
            }

            var header = parts[0].Reader.Run with { Shard = null, Started = parts.Min(p => p.Reader.Run.Started) };
            Copy(parts, target, header with { Id = idOf(header) });
        }
        finally
        {
            parts.ForEach(p => p.Reader.Dispose());
        }
    }

    private sealed record Part(string Path, RunReader Reader);

    private static List<Part> Open(IReadOnlyList<string> paths)
    {
        var parts = new List<Part>();
        try
        {
            foreach (var path in paths)
            {
                parts.Add(new Part(path, RunReader.Open(path)));
            }

            return parts;
        }
        catch
        {
            parts.ForEach(p => p.Reader.Dispose());
            throw;
        }
    }

    private static void Require(List<Part> parts, bool partial)
    {
        var first = parts[0];
        foreach (var part in parts)
        {
            if (part.Reader.Run.Shard is not { } shard)
            {
                throw new UserErrorException($"{part.Path} is a whole run and no shard of one: only the parts that --shard made are put together.");
            }

            if (RunAgreement.BetweenShards(first.Reader.Run, part.Reader.Run) is { } difference)
            {
                throw new UserErrorException($"{first.Path} and {part.Path} are not of one run; they differ in {difference}.");
            }

            if (shard.Count != first.Reader.Run.Shard!.Count)
            {
                throw new UserErrorException($"{first.Path} is one of {first.Reader.Run.Shard.Count} shards and {part.Path} one of {shard.Count}: these are two divisions.");
            }
        }

        var indexes = parts.Select(p => p.Reader.Run.Shard!.Index).ToList();
        if (parts.FirstOrDefault(p => indexes.Count(i => i == p.Reader.Run.Shard!.Index) > 1) is { } twice)
        {
            throw new UserErrorException($"Shard {twice.Reader.Run.Shard} is there more than once: {string.Join(", ", parts.Where(p => p.Reader.Run.Shard == twice.Reader.Run.Shard).Select(p => p.Path))}.");
        }

        var missing = Enumerable.Range(1, first.Reader.Run.Shard!.Count).Except(indexes).ToList();
        var open = parts.Where(p => !p.Reader.Counts().Complete).ToList();
        if (!partial && missing.Count > 0)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"Of {first.Reader.Run.Shard.Count} shards {missing.Count} are missing ({string.Join(", ", missing.Take(10))}{(missing.Count > 10 ? ", …" : "")}): name them too, or use --partial."));
        }

        if (!partial && open.Count > 0)
        {
            throw new UserErrorException($"{open[0].Path} is not complete: go on with it by its command, or use --partial.");
        }
    }

    private static void Copy(List<Part> parts, string target, EvaluationRun header)
    {
        var tasks = parts.SelectMany(p => p.Reader.Tasks).OrderBy(t => t.Position).ToList();
        using (RunJournal.Open(target, header, tasks))
        {
            // Made and closed: what follows goes in at the level of tables.
        }

        using var connection = JournalFile.OpenToWrite(target);
        try
        {
            foreach (var part in parts)
            {
                Copy(connection, part.Path);
            }
        }
        catch (SqliteException failure)
        {
            throw JournalFile.Explain(failure, target);
        }
    }

    private static void Copy(SqliteConnection connection, string path)
    {
        using (var attach = connection.CreateCommand())
        {
            attach.CommandText = "ATTACH DATABASE $path AS part";
            attach.Parameters.AddWithValue("$path", path);
            attach.ExecuteNonQuery();
        }

        JournalFile.Execute(connection, """
            BEGIN;
            INSERT INTO records (key, record)
                SELECT (mine.position << 32) | (r.key & 4294967295), r.record
                FROM part.records r JOIN part.tasks theirs ON theirs.position = r.key >> 32 JOIN main.tasks mine ON mine.id = theirs.id;
            INSERT INTO samples (task, sample, started, tries, outcome, passed)
                SELECT mine.position, s.sample, s.started, s.tries, s.outcome, s.passed
                FROM part.samples s JOIN part.tasks theirs ON theirs.position = s.task JOIN main.tasks mine ON mine.id = theirs.id WHERE s.outcome IS NOT NULL;
            INSERT INTO steps (task, sample, time, event)
                SELECT mine.position, s.sample, s.time, s.event
                FROM part.steps s JOIN part.tasks theirs ON theirs.position = s.task JOIN main.tasks mine ON mine.id = theirs.id ORDER BY s.id;
            INSERT OR IGNORE INTO texts (hash, body) SELECT hash, body FROM part.texts;
            COMMIT;
            DETACH DATABASE part;
            """);
    }
}
