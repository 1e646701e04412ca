using System.Collections.Concurrent;
using CodeRefine.Repositories.Locating.Reading;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Locating.Facts;

/// <summary>Reads each text once: a text that came up before, in whatever commit or place, is not read again.</summary>
internal sealed class FactsReader
{
    /// <summary>Texts kept; the files of some commits of a large repository.</summary>
    private const int Capacity = 50_000;
    private readonly ConcurrentDictionary<string, FileFacts> known = new(StringComparer.Ordinal);

    public static FactsReader Shared { get; } = new();

    public FileFacts Read(RepositoryFile file, CancellationToken cancellationToken)
    {
        var isCSharp = file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
        var key = (isCSharp ? "c" : "t") + file.Id;
        if (known.TryGetValue(key, out var facts))
        {
            return facts;
        }

        facts = (isCSharp ? CSharpFacts.Read(file.Text, cancellationToken) : null) ?? Words(file.Text);
        if (known.Count >= Capacity)
        {
            known.Clear();
        }

        known[key] = facts;
        return facts;
    }

    private static FileFacts Words(string text) => new() { IsCSharp = false, Loose = TermCounts.Of(text), Lines = text.AsSpan().Count('\n') + 1 };
}
