using CodeRefine.Core.Words;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>What a mistyped name of a strategy or of its options was meant to be.</summary>
internal static class SimilarName
{
    /// <summary>The nearest known name, or one that begins so, since the names are long and people write their beginnings; null where none is near.</summary>
    public static string? Of(string word, IReadOnlyCollection<string> known) =>
        word.Length == 0 ? null : NearestName.Of(word, known) ?? known.FirstOrDefault(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
