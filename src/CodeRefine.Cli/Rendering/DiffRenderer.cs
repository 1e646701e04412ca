namespace CodeRefine.Cli.Rendering;

/// <summary>Shows a unified diff with its colours, indented, bounded in length.</summary>
internal static class DiffRenderer
{
    /// <param name="most">Lines shown; the rest is counted.</param>
    public static void Write(Terminal terminal, string unifiedDiff, int most = int.MaxValue, string indent = "  ")
    {
        var lines = unifiedDiff.TrimEnd('\n').Split('\n');
        if (unifiedDiff.Length == 0)
        {
            return;
        }

        foreach (var line in lines.Take(most))
        {
            var text = Terminal.Escape(line.TrimEnd('\r'));
            terminal.Line(indent + (Style(line) is { } style ? $"[{style}]{text}[/]" : text));
        }

        if (lines.Length > most)
        {
            terminal.Line($"{indent}[grey]… {lines.Length - most} more lines[/]");
        }
    }

    private static string? Style(string line) => line switch
    {
        ['+', '+', '+', ..] or ['-', '-', '-', ..] => "bold",
        ['@', ..] => "teal",
        ['+', ..] => "green",
        ['-', ..] => "red",
        ['\\', ..] => "grey",
        _ => null,
    };
}
