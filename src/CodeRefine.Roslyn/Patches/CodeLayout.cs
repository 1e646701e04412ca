using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Patches;

/// <summary>Moves code to the indentation of its new place, and leaves how its lines stand to one another as it was.</summary>
internal static class CodeLayout
{
    private const int TabWidth = 4;

    /// <summary>
    /// The lines of <paramref name="code"/> (line feeds only) at <paramref name="indent"/>; the first without any, since it is put
    /// behind what stands there. Lines inside string literals and directives stay where they are.
    /// </summary>
    /// <param name="firstColumn">Column at which the code's first line began in the text that it was taken from.</param>
    /// <param name="shift">Columns by which to move the further lines; null to find that from the code.</param>
    public static string Place(string code, int firstColumn, string indent, bool tabs, CSharpParseOptions options, int? shift = null)
    {
        var lines = code.Split('\n');
        var kinds = Kinds(code, lines, options);
        var by = shift ?? Columns(indent) - Base(lines, kinds, firstColumn, Columns(indent));
        var result = new StringBuilder(lines[0].TrimStart());
        for (var i = 1; i < lines.Length; i++)
        {
            result.Append('\n');
            if (kinds[i] == LineKind.Kept)
            {
                result.Append(lines[i]);
            }
            else if (kinds[i] == LineKind.Moved)
            {
                result.Append(Whitespace(Math.Max(0, Indent(lines[i]) + by), tabs)).Append(lines[i].AsSpan().TrimStart());
            }
        }

        return result.ToString();
    }

    /// <summary>The whitespace with which the line of <paramref name="position"/> begins.</summary>
    public static string IndentAt(string text, int position)
    {
        var start = LineStart(text, position);
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..Math.Max(start, end)];
    }

    public static int LineStart(string text, int position)
    {
        while (position > 0 && text[position - 1] is not ('\n' or '\r'))
        {
            position--;
        }

        return position;
    }

    /// <summary>End of the line of <paramref name="position"/>, behind its line ending.</summary>
    public static int NextLine(string text, int position)
    {
        while (position < text.Length && text[position] is not ('\n' or '\r'))
        {
            position++;
        }

        return position >= text.Length ? position : text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? position + 2 : position + 1;
    }

    public static int LineNumber(string text, int position)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        return before.Count('\n') + before.Count('\r') - before.Count("\r\n") + 1;
    }

    public static int Columns(ReadOnlySpan<char> whitespace)
    {
        var columns = 0;
        foreach (var c in whitespace)
        {
            columns += c == '\t' ? TabWidth - (columns % TabWidth) : 1;
        }

        return columns;
    }

    public static string Whitespace(int columns, bool tabs) => tabs ? new string('\t', columns / TabWidth) + new string(' ', columns % TabWidth) : new string(' ', columns);

    /// <summary>Whether the file's lines are indented by tabs, most of them.</summary>
    public static bool UsesTabs(string text)
    {
        var (tabs, spaces) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            tabs += line.StartsWith("\t") ? 1 : 0;
            spaces += line.StartsWith("  ") ? 1 : 0;
        }

        return tabs > spaces;
    }

    public static int Indent(string line) => Columns(line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length));

    /// <summary>The column that, of the further lines, stands for the place of the code itself.</summary>
    private static int Base(string[] lines, LineKind[] kinds, int firstColumn, int target)
    {
        var rest = Enumerable.Range(1, lines.Length - 1).Where(i => kinds[i] == LineKind.Moved).ToList();
        if (rest.Count == 0)
        {
            return firstColumn;
        }

        var least = rest.Min(i => Indent(lines[i]));
        if (least <= firstColumn)
        {
            return least;
        }

        // The first line lost its indentation where the text was trimmed: the closing brace tells what it was, or lines that stand right already.
        var last = lines[rest[^1]].TrimStart();
        return last.StartsWith('}') || last.StartsWith(')') || last.StartsWith(']') ? Indent(lines[rest[^1]])
            : firstColumn == 0 && target > 0 && least >= target ? target
            : firstColumn;
    }

    private enum LineKind
    {
        Moved,
        Blank,

        /// <summary>Within a literal, or a directive.</summary>
        Kept,
    }

    private static LineKind[] Kinds(string code, string[] lines, CSharpParseOptions options)
    {
        var kinds = lines.Select(l => string.IsNullOrWhiteSpace(l) ? LineKind.Blank : l.AsSpan().TrimStart().StartsWith("#") ? LineKind.Kept : LineKind.Moved).ToArray();
        var starts = new int[lines.Length];
        for (var i = 1; i < lines.Length; i++)
        {
            starts[i] = starts[i - 1] + lines[i - 1].Length + 1;
        }

        var next = 1;
        foreach (var token in SyntaxFactory.ParseTokens(code, options: options).Where(t => t.Span.Length > 1))
        {
            while (next < lines.Length && starts[next] <= token.SpanStart)
            {
                next++;
            }

            for (; next < lines.Length && starts[next] < token.Span.End; next++)
            {
                kinds[next] = LineKind.Kept;
            }
        }

        return kinds;
    }
}
