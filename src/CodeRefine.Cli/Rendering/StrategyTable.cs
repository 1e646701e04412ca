using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Cli.Rendering;

/// <summary>The catalogue of strategies for people.</summary>
internal static class StrategyTable
{
    private const int Width = 100, Indent = 9;

    public static void Write(Terminal terminal, IReadOnlyList<StrategyEntry> entries, bool withOptions)
    {
        foreach (var entry in entries)
        {
            terminal.Line($"[bold]{Terminal.Escape(entry.Name)}[/]{(entry.Name == StrategyCatalogue.Default ? "  [grey](default)[/]" : "")}  {Terminal.Escape(entry.Summary)}");
            Field(terminal, "paper", entry.ArXiv is { } id && !entry.Paper.Contains("arXiv", StringComparison.Ordinal) ? $"{entry.Paper}, arXiv {id}" : entry.Paper);
            if (withOptions && entry.Figures is { } figures)
            {
                Field(terminal, "figures", figures);
            }

            Field(terminal, "cost", entry.Cost);
            Field(terminal, "use", entry.WhenToUse);
            Options(terminal, entry, withOptions);
        }

        terminal.Line("[grey]Options: --strategy-option NAME=VALUE. `coderefine compare` runs several on the same tasks at equal budget.[/]");
    }

    private static void Options(Terminal terminal, StrategyEntry entry, bool whole)
    {
        if (!whole)
        {
            Field(terminal, "options", entry.Options.IsEmpty ? "none" : string.Join(", ", entry.Options.Select(o => $"{o.Name}={o.Default}")));
            return;
        }

        foreach (var option in entry.Options)
        {
            Field(terminal, "option", $"{option.Name}={option.Default}: {option.Description}; {option.Expected}.");
        }
    }

    private static void Field(Terminal terminal, string name, string text)
    {
        var label = name;
        foreach (var line in Wrapped(text))
        {
            terminal.Line($"  [grey]{label,-Indent}[/] {Terminal.Escape(line)}");
            label = "";
        }
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > Width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
