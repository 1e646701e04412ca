namespace CodeRefine.Evaluation.Completions;

/// <summary>Finds the code of an answer that may hold prose and Markdown fences.</summary>
internal static class FencedCode
{
    private static readonly string[] languages = ["", "cs", "csharp", "c#", "c", "c-sharp"];

    /// <param name="wanted">A name that the code holds: of several blocks the longest with it counts, since the others call it; else the longest of all.</param>
    /// <returns>The answer itself where it holds no fence, or where its fences hold nothing that could be C#.</returns>
    public static string Of(string answer, string wanted)
    {
        var blocks = Blocks(answer);
        return blocks.Count == 0 ? answer
            : blocks.Where(b => b.Contains(wanted, StringComparison.Ordinal)).MaxBy(b => b.Length) ?? blocks.MaxBy(b => b.Length)!;
    }

    private static List<string> Blocks(string answer)
    {
        var blocks = new List<string>();
        List<string>? open = null;
        string fence = "";
        foreach (var line in answer.ReplaceLineEndings("\n").Split('\n'))
        {
            var trimmed = line.Trim();
            if (open is null)
            {
                if (Opens(trimmed, out fence))
                {
                    open = [];
                }
            }
            else if (trimmed == fence)
            {
                blocks.Add(string.Join('\n', open));
                open = null;
            }
            else
            {
                open.Add(line);
            }
        }

        // Cut off by the model's limit: what there is of it counts.
        if (open is { Count: > 0 })
        {
            blocks.Add(string.Join('\n', open));
        }

        return blocks;
    }

    private static bool Opens(string line, out string fence)
    {
        fence = line.StartsWith("```", StringComparison.Ordinal) ? new string('`', line.TakeWhile(c => c == '`').Count())
            : line.StartsWith("~~~", StringComparison.Ordinal) ? new string('~', line.TakeWhile(c => c == '~').Count())
            : "";
        return fence.Length > 0 && languages.Contains(line[fence.Length..].Trim().Split(' ')[0].ToLowerInvariant());
    }
}
