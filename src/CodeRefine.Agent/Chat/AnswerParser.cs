using CodeRefine.Agent.Chat.Parsing;

namespace CodeRefine.Agent.Chat;

/// <summary>
/// Makes a patch of a model's answer, whatever shape that has: fenced files with a path, search/replace blocks, a class or a method without a path, bare
/// code. Never throws for what an answer contains; what cannot be used is said. Work is bounded: so many characters, so many blocks.
/// </summary>
public static class AnswerParser
{
    private const int LongestAnswer = 1 << 20, MostBlocks = 200, MostNotes = 12;

    public static ParsedAnswer Parse(string answer, AnswerContext context)
    {
        var notes = new List<string>();
        if (answer.Length > LongestAnswer)
        {
            notes.Add($"Only the first {LongestAnswer} of the answer's {answer.Length} characters were read.");
            answer = answer[..LongestAnswer];
        }

        var text = Thinking.Strip(answer, out var unfinished);
        if (unfinished)
        {
            notes.Add("The answer ended inside its thinking, before any code.");
        }

        var blocks = BlockScanner.Scan(text, MostBlocks + 1);
        if (blocks.Count > MostBlocks)
        {
            notes.Add($"Only the first {MostBlocks} blocks were read.");
        }

        var edits = new EditCollector(context, notes);
        foreach (var block in blocks.Take(MostBlocks))
        {
            edits.Add(block);
        }

        edits.AddCutOff();

        // Without a block, or with none that held or said anything.
        if (edits.ToPatch() is null && notes.Count == 0 && edits.Passed.Count == 0)
        {
            edits.AddBare(text);
        }

        var patch = edits.ToPatch();
        return new ParsedAnswer(patch, [.. (patch is null ? notes.Concat(edits.Passed) : notes).Distinct().Take(MostNotes)]);
    }
}
