using System.Collections.Immutable;

namespace CodeRefine.Repositories.Fixing;

/// <summary>What a person should know of a run, each thing told once.</summary>
internal sealed class FixNotes(Action<string> tell, IEnumerable<string> told)
{
    private readonly List<string> notes = [.. told];

    public ImmutableArray<string> All => [.. notes];

    public void Add(params IEnumerable<string> found)
    {
        foreach (var note in found.Where(n => !notes.Contains(n)).ToList())
        {
            notes.Add(note);
            tell(note);
        }
    }

    public static string Count(int count, string one, string many) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
