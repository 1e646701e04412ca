namespace CodeRefine.Agent.Prompts;

/// <summary>Puts text between fences that it cannot close itself.</summary>
internal static class Fence
{
    public static string Around(string text, string info)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{info}\n{text.ReplaceLineEndings("\n").TrimEnd('\n')}\n{fence}";
    }
}
