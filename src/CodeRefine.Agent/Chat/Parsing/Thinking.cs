using System.Text.RegularExpressions;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Takes out what a reasoning model thought aloud: drafts in there are not its answer.</summary>
internal static partial class Thinking
{
    /// <summary>A closing tag without an opening one ends thoughts too: some chat templates put the opening tag into the prompt.</summary>
    /// <param name="unfinished">The thoughts never ended, so there is no answer.</param>
    public static string Strip(string answer, out bool unfinished)
    {
        unfinished = false;
        var open = Open().Match(answer);
        var firstFence = answer.IndexOf("```", StringComparison.Ordinal);
        var close = Close().Match(answer, open.Success ? open.Length : 0);
        if (open.Success)
        {
            unfinished = !close.Success;
            return close.Success ? answer[(close.Index + close.Length)..] : "";
        }

        // Without an opening tag, only one before any code is believed... or one after which code still comes.
        var codeAfter = close.Success && answer.IndexOf("```", close.Index, StringComparison.Ordinal) >= 0;
        return close.Success && (firstFence < 0 || close.Index < firstFence || codeAfter) ? answer[(close.Index + close.Length)..] : answer;
    }

    [GeneratedRegex(@"\A\s*<(?:think|thinking|thought|reasoning)>", RegexOptions.IgnoreCase)]
    private static partial Regex Open();

    [GeneratedRegex(@"^[ \t]*</(?:think|thinking|thought|reasoning)>|</think>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Close();
}
