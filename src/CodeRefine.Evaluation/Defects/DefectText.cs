using System.Globalization;
using CodeRefine.Core;

namespace CodeRefine.Evaluation.Defects;

/// <summary>The parts of an entry's Markdown: a title, a statement, <c>- key: value</c> lines and fenced blocks, each with the line that it begins at.</summary>
internal sealed class DefectText
{
    private static readonly string[] KnownKeys = ["group", "kind"];
    private static readonly string[] KnownBlocks = ["csharp program", "diff", "csharp visible", "csharp hidden"];
    private readonly string file;
    private readonly Dictionary<string, (string Value, int Line)> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (List<string> Lines, int Line)> blocks = new(StringComparer.Ordinal);
    private readonly List<string> prose = [];

    public DefectText(string file, string text)
    {
        this.file = file;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            i = lines[i].StartsWith("```", StringComparison.Ordinal) ? ReadBlock(lines, i) : ReadProse(lines, i);
        }
    }

    public string Title => prose.FirstOrDefault(p => p.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() is { Length: > 0 } title ? title
        : throw Error(1, "an entry begins with a title: '# Greatest common divisor'");

    /// <summary>What the program is to do, with its title.</summary>
    public string Statement => string.Join('\n', prose).Trim();

    public (string Value, int Line) Value(string key) => values.TryGetValue(key, out var value) ? value : throw Error(1, $"an entry has a line '- {key}: …'");

    public (List<string> Lines, int Line) Block(string name) => blocks.TryGetValue(name, out var block) ? block : throw Error(1, $"an entry has a fenced block '```{name}'");

    public string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}");

    public UserErrorException Error(int line, string reason) => new($"{Place(line)}: {reason}.");

    private int ReadBlock(string[] lines, int start)
    {
        var name = lines[start].TrimStart('`').Trim();
        if (!KnownBlocks.Contains(name))
        {
            throw Error(start + 1, $"'{name}' is no block of an entry; there are {string.Join(", ", KnownBlocks)}");
        }

        var end = Array.FindIndex(lines, start + 1, l => l.TrimEnd() == "```");
        if (end < 0)
        {
            throw Error(start + 1, "this block has no end: a line of three backticks");
        }

        return blocks.TryAdd(name, (lines[(start + 1)..end].Select(l => l.TrimEnd()).ToList(), start + 1)) ? end : throw Error(start + 1, $"there are two blocks '{name}'");
    }

    private int ReadProse(string[] lines, int at)
    {
        if (lines[at].StartsWith("- ", StringComparison.Ordinal) && lines[at].IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && KnownKeys.Contains(lines[at][2..colon].Trim()))
        {
            values[lines[at][2..colon].Trim()] = (lines[at][(colon + 1)..].Trim(), at + 1);
        }
        else
        {
            prose.Add(lines[at].TrimEnd());
        }

        return at;
    }
}
