namespace CodeRefine.Agent.Prompts;

/// <summary>Shortens text to a number of characters so that one sees where and how much is missing.</summary>
public static class Excerpt
{
    /// <summary>The first lines, two thirds of what fits, and the last ones.</summary>
    public static string Of(string text, int most) => Cut(text, most, keepAround: null);

    /// <summary>The first lines, and those around line <paramref name="line"/> (from 1).</summary>
    public static string Around(string text, int line, int most) => Cut(text, most, line);

    private static string Cut(string text, int most, int? keepAround)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var lines = text.Split('\n');
        var kept = new bool[lines.Length];
        var left = Math.Max(0, most - 80);
        var head = keepAround is null ? left * 2 / 3 : left / 3;
        left -= Keep(lines, kept, Enumerable.Range(0, lines.Length), head);
        Keep(lines, kept, keepAround is { } centre ? Outwards(centre - 1, lines.Length) : Enumerable.Range(0, lines.Length).Reverse(), left);
        return kept.Contains(true) ? Join(lines, kept) : string.Concat(text.AsSpan(0, Math.Max(0, most - 40)), $" [… {text.Length - Math.Max(0, most - 40)} characters left out …]");
    }

    private static int Keep(string[] lines, bool[] kept, IEnumerable<int> order, int most)
    {
        var used = 0;
        foreach (var i in order.Where(i => !kept[i]))
        {
            if (used + lines[i].Length + 1 > most)
            {
                break;
            }

            kept[i] = true;
            used += lines[i].Length + 1;
        }

        return used;
    }

    private static IEnumerable<int> Outwards(int centre, int count)
    {
        centre = Math.Clamp(centre, 0, count - 1);
        yield return centre;
        for (var d = 1; d < count; d++)
        {
            if (centre - d >= 0)
            {
                yield return centre - d;
            }

            if (centre + d < count)
            {
                yield return centre + d;
            }
        }
    }

    private static string Join(string[] lines, bool[] kept)
    {
        var result = new List<string>();
        for (var i = 0; i < lines.Length;)
        {
            var start = i;
            while (i < lines.Length && kept[i] == kept[start])
            {
                i++;
            }

            if (kept[start])
            {
                result.AddRange(lines[start..i]);
            }
            else
            {
                result.Add($"[… lines {start + 1} to {i} left out …]");
            }
        }

        return string.Join('\n', result);
    }
}
