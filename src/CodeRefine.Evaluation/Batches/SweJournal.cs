using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Evaluation.Batches;

/// <summary>One line of a batch's journal: an instance that ended.</summary>
/// <param name="State"><c>fixed</c>: a patch came of it; <c>empty</c>: none did; <c>error</c>: it failed in a way that says nothing of the fixer; it is tried again.</param>
/// <param name="Resolved">As judged; null where it was not or could not be.</param>
public sealed record SweEntry(string InstanceId, string State, string Patch, bool? Resolved, string Reason, string Judgement, double Seconds, decimal Cost, int Calls);

/// <summary>The file that a batch is resumed from: written after each instance, never rewritten. Another process cannot open it for writing meanwhile.</summary>
internal sealed class SweJournal : IDisposable
{
    private static readonly JsonSerializerOptions options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.Never };
    private readonly FileStream file;
    private readonly Lock gate = new();

    private SweJournal(FileStream file, ImmutableArray<SweEntry> entries) => (this.file, Entries) = (file, entries);

    /// <summary>Those that were there, the last one of each instance.</summary>
    public ImmutableArray<SweEntry> Entries { get; }

    /// <param name="settings">What the batch depends on: a folder is resumed with the same only.</param>
    /// <exception cref="UserErrorException">The folder is in use, of another batch, or cannot be written.</exception>
    public static SweJournal Open(string folder, string settings)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, "journal.jsonl");
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            try
            {
                return new SweJournal(file, Read(folder, path, file, settings));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--out: {folder} cannot be written, or another batch works in it: {refused.Message}", refused);
        }
    }

    public void Append(SweEntry entry)
    {
        lock (gate)
        {
            WriteLine(JsonSerializer.Serialize(entry, options));
        }
    }

    public void Dispose() => file.Dispose();

    private static ImmutableArray<SweEntry> Read(string folder, string path, FileStream file, string settings)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        var lines = reader.ReadToEnd().Split('\n');
        if (lines.Length == 1 && lines[0].Length == 0)
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(settings + "\n"));
            file.Flush();
            return [];
        }

        if (lines[0] != settings)
        {
            throw new UserErrorException($"--out: {folder} holds a batch with other settings ({lines[0]}): name another folder, or use the same settings to go on with it.");
        }

        var entries = new Dictionary<string, SweEntry>(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length - 1; i++)
        {
            var entry = Parse(path, i + 1, lines[i]);
            entries[entry.InstanceId] = entry;
        }

        // A line without its end was being written when the process died: what follows must not run into it.
        var whole = System.Text.Encoding.UTF8.GetByteCount(string.Join('\n', lines[..^1])) + (lines.Length > 1 ? 1 : 0);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        return [.. entries.Values];
    }

    private static SweEntry Parse(string path, int line, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SweEntry>(text, options) ?? throw JsonLines.Error(path, line, "an entry is an object");
        }
        catch (JsonException broken)
        {
            throw JsonLines.Error(path, line, string.Create(CultureInfo.InvariantCulture, $"this is no entry of a batch ({broken.Message.TrimEnd('.')})"));
        }
    }

    private void WriteLine(string line)
    {
        file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }
}
