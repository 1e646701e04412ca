using System.Collections.Immutable;
using System.Text;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>Which files a unified diff of git's changes.</summary>
public static class DiffPaths
{
    /// <returns>Paths before the change; new files are not among them.</returns>
    public static ImmutableArray<string> Changed(string diff) =>
        [.. Headers(diff).Where(h => h.Before is not null).Select(h => h.Before!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <returns>Paths after the change, of new files too; deleted ones by their old path.</returns>
    public static ImmutableArray<string> Touched(string diff) =>
        [.. Headers(diff).Select(h => h.After ?? h.Before).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string? Before, string? After)> Headers(string diff)
    {
        var lines = diff.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            // Within a hunk a removed line may begin with `-- `, but no added `++ ` line after it is followed by a hunk's head.
            if (lines[i].StartsWith("--- ", StringComparison.Ordinal) && lines[i + 1].StartsWith("+++ ", StringComparison.Ordinal)
                && (i + 2 >= lines.Length || lines[i + 2].StartsWith("@@", StringComparison.Ordinal)))
            {
                yield return (Path(lines[i][4..]), Path(lines[i + 1][4..]));
            }
        }
    }

    private static string? Path(string header)
    {
        var name = header.Split('\t')[0].TrimEnd('\r');
        if (name.Length > 1 && name[0] == '"' && name[^1] == '"')
        {
            name = Unquoted(name[1..^1]);
        }

        return name == "/dev/null" ? null : name.Length > 2 && name[1] == '/' && name[0] is 'a' or 'b' ? name[2..] : name;
    }

    /// <summary>Git writes bytes beyond ASCII as octal.</summary>
    private static string Unquoted(string name)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && i + 3 < name.Length && name[(i + 1)..(i + 4)].All(c => c is >= '0' and <= '7'))
            {
                bytes.Add(Convert.ToByte(name[(i + 1)..(i + 4)], 8));
                i += 3;
            }
            else if (name[i] == '\\' && i + 1 < name.Length)
            {
                i++;
                bytes.Add((byte)(name[i] switch { 'n' => '\n', 't' => '\t', var c => c }));
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([name[i]]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
