using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Prompts;

/// <summary>
/// The values that a prompt for one node is filled with, cut to the room there is: the critique and the statement first, then the files
/// (the one that the critique points at before the others), the tests, and files to read. What is cut says so in its place.
/// </summary>
/// <param name="PartlyShown">Editable files of which the model does not see every line: a whole-file answer for one would lose the rest.</param>
public sealed record NodePrompt(IReadOnlyDictionary<string, string> Values, ImmutableHashSet<string> PartlyShown)
{
    /// <summary>After so many attempts on one node without a better one, the prompt asks for another approach.</summary>
    public const int StuckAfter = 3;
    private const int LeastUsefulExcerpt = 400;

    /// <summary>What strategies add, each where it has something to say; empty else.</summary>
    public static IReadOnlyCollection<string> Extras { get; } = [
        "best", "best_feedback", "worst", "worst_feedback", "counterexample", "explanation", "failing", "feedback", "generated", "kind", "kinds", "others", "plan", "plans", "count",
        "property", "reflection", "remembered", "spec", "thoughts", "trace", "understanding"];

    /// <summary>The names that a template may use.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["title", "statement", "editable", "files", "read_only", "checks", "critique", "tried", "stuck", "partly", "mark", .. Extras];

    /// <param name="characters">Room for all values together.</param>
    /// <param name="extras">Values of <see cref="Extras"/>, each cut to a quarter of the room at most.</param>
    public static NodePrompt For(Problem problem, Node node, Tried tried, int characters, IReadOnlyDictionary<string, string>? extras = null)
    {
        var left = characters;
        var added = Extras.ToDictionary(n => n, n => extras?.GetValueOrDefault(n) is { } text ? Take(text.Trim(), characters / 4, ref left) : "", StringComparer.Ordinal);
        var critique = Take(node.Critique.Text, characters / 5, ref left);
        var statement = Take(problem.Statement.Trim(), characters / 4, ref left);
        var history = Take(string.Join('\n', tried.Lines.Select(l => "- " + l)), characters / 10, ref left);

        var partly = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var editable = node.Tree.Paths.Where(p => problem.Editable.Allows(p, out _)).ToList();
        var checksWant = problem.CheckSources.Files.Sum(f => f.Value.Text.Length + 60);
        var forFiles = left - Math.Min(checksWant, characters / 5);
        left -= forFiles;
        var files = Files(problem, node, editable, ref forFiles, partly);
        left += forFiles;

        var ignored = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var checks = Files(problem.CheckSources.Files, ref left, ignored, null);
        var readOnly = Files(node.Tree.Files.Where(f => f.Key.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !editable.Contains(f.Key)), ref left, ignored, null);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = string.Join(' ', problem.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            ["statement"] = statement,
            ["editable"] = editable.Count == 0 ? "(add new ones)" : string.Join(", ", editable.Take(100).Select(p => $"`{p}`")),
            ["files"] = files,
            ["read_only"] = readOnly,
            ["checks"] = checks,
            ["critique"] = critique,
            ["tried"] = history,
            ["stuck"] = tried.Count >= StuckAfter ? tried.Count.ToString(CultureInfo.InvariantCulture) : "",
            ["partly"] = string.Join(", ", partly.Order(StringComparer.Ordinal).Take(100).Select(p => $"`{p}`")),
        };
        values["mark"] = MarkFor([.. values.Values, .. added.Values.Where(v => v.Length > 0)]);
        foreach (var (name, text) in added)
        {
            values[name] = text;
        }

        return new NodePrompt(values, partly.ToImmutable());
    }

    private static string Take(string text, int most, ref int left)
    {
        var taken = Excerpt.Of(text, Math.Max(0, Math.Min(most, left)));
        left -= taken.Length;
        return taken;
    }

    private static string Files(Problem problem, Node node, IEnumerable<string> paths, ref int left, ImmutableHashSet<string>.Builder partly)
    {
        // What the critique points at or speaks of is worth more than the rest, then what the task itself names.
        var place = node.Critique.Location;
        var ordered = paths.OrderBy(p => p == place?.Path ? 0 : node.Critique.Text.Contains(p, StringComparison.Ordinal) ? 1 : problem.Statement.Contains(p, StringComparison.Ordinal) ? 2 : 3)
            .Select(p => KeyValuePair.Create(p, node.Tree[p]));
        return Files(ordered, ref left, partly, place is null ? null : (place.Path, place.Line));
    }

    private static string Files(IEnumerable<KeyValuePair<string, SourceFile>> files, ref int left, ImmutableHashSet<string>.Builder partly, (string Path, int Line)? place)
    {
        var text = new List<string>();
        var hidden = 0;
        foreach (var (path, file) in files)
        {
            var info = $"{(path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? "csharp" : "text")} path={path}";
            var room = left - info.Length - 10;
            if (file.Text.Length > room)
            {
                partly.Add(path);
                if (room < LeastUsefulExcerpt)
                {
                    hidden++;
                    continue;
                }
            }

            var shown = Fence.Around(place?.Path == path ? Excerpt.Around(file.Text, place.Value.Line, room) : Excerpt.Of(file.Text, room), info);
            text.Add(shown);
            left -= shown.Length;
        }

        if (hidden > 0)
        {
            text.Add($"({hidden} more {(hidden == 1 ? "file is" : "files are")} not shown for want of room)");
        }

        return string.Join("\n\n", text);
    }

    /// <summary>Eight hexadecimal digits that occur in none of the values, so that no value can close its own tag; the same values give the same mark.</summary>
    private static string MarkFor(IEnumerable<string> values)
    {
        var all = string.Join('\0', values);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..8];
        while (all.Contains(mark, StringComparison.Ordinal))
        {
            mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mark)))[..8];
        }

        return mark;
    }
}
