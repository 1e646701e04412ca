namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>A stretch of code in an answer.</summary>
/// <param name="Info">What stands after the opening fence; empty for a block without one.</param>
/// <param name="Before">The last line that is not empty before it, where a path may stand.</param>
/// <param name="Closed">Whether its closing fence came.</param>
internal sealed record AnswerBlock(string Info, string Before, IReadOnlyList<string> Lines, bool Closed)
{
    /// <summary>The language in lower case, without what is stuck to it (<c>csharp:File.cs</c>); empty where none is named.</summary>
    public string Language
    {
        get
        {
            var word = Info.Split([' ', '\t', ':', '{', ','], 2)[0].ToLowerInvariant();
            return word.Contains('=', StringComparison.Ordinal) || word.EndsWith(".cs", StringComparison.Ordinal) ? "" : word;
        }
    }

    public string Text => string.Join('\n', Lines);
}
