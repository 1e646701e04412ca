using System.Collections.Immutable;
using CodeRefine.Agent.Chat.Parsing;

namespace CodeRefine.Agent.Chat;

/// <summary>The code in a model's answer, where it is not meant as edits: whole tests and the like. Thoughts are no part of it; nothing here throws on any text.</summary>
public static class AnsweredCode
{
    /// <param name="most">Blocks after which the answer is not read on.</param>
    public static ImmutableArray<string> Blocks(string answer, int most) =>
        [.. BlockScanner.Scan(Thinking.Strip(answer, out _), most).Where(b => Languages.IsCSharp(b.Language)).Select(b => b.Text)];
}
