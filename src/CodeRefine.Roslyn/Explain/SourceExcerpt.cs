using System.Globalization;
using System.Text;

namespace CodeRefine.Roslyn.Explain;

/// <summary>Lines of a source with their numbers, the one that is spoken of marked with carets.</summary>
public static class SourceExcerpt
{
    private const int MaxLineLength = 200;

    /// <param name="line">From 1.</param>
    /// <param name="column">From 1; 0 marks the line and no part of it.</param>
    /// <param name="endColumn">Exclusive; what ends on another line is marked to the end of its first.</param>
    /// <param name="around">Lines of context before and after.</param>
    public static string Of(string text, int line, int column = 0, int endColumn = 0, int around = 2)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (line < 1 || line > lines.Length)
        {
            return "";
        }

        var (first, last) = (Math.Max(1, line - around), Math.Min(lines.Length, line + around));
        return Range(lines, first, last, line, column, endColumn);
    }

    /// <summary>Lines <paramref name="first"/> to <paramref name="last"/>, from 1; <paramref name="marked"/> gets an arrow, 0 for none.</summary>
    public static string Lines(string text, int first, int last, int marked = 0)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return Range(lines, Math.Max(1, first), Math.Min(lines.Length, last), marked, 0, 0);
    }

    private static string Range(string[] lines, int first, int last, int line, int column, int endColumn)
    {
        while (last > line && last > first && string.IsNullOrWhiteSpace(lines[last - 1]))
        {
            last--;
        }

        var width = last.ToString(CultureInfo.InvariantCulture).Length;
        var result = new StringBuilder();
        for (var number = first; number <= last; number++)
        {
            var content = Visible(lines[number - 1]);
            var arrow = number == line && column == 0 ? '>' : ' ';
            result.Append(arrow).Append(number.ToString(CultureInfo.InvariantCulture).PadLeft(width)).Append(" | ").Append(content.TrimEnd()).Append('\n');
            if (number == line && column > 0 && column <= content.Length + 1)
            {
                var length = Math.Max(1, (endColumn > column ? Math.Min(endColumn, content.Length + 1) : column + 1) - column);
                var indent = new string([.. content[..(column - 1)].Select(c => c == '\t' ? '\t' : ' ')]);
                result.Append(' ', width + 1).Append(" | ").Append(indent).Append('^', length).Append('\n');
            }
        }

        return result.ToString().TrimEnd('\n');
    }

    private static string Visible(string line)
    {
        var cut = line.Length > MaxLineLength ? line[..MaxLineLength] + "…" : line;
        return new string([.. cut.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c)]);
    }
}
