using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CodeRefine.Core.Search;

/// <summary>
/// Notices that a search goes in a circle, by the rules of OpenHands' stuck detection (Wang et al., arXiv 2407.16741): the same action with the same observation four times
/// in a row; the same action with an error three times in a row; two actions that take turns six times.
/// </summary>
/// <remarks>An action here is the code that an attempt gives, or what was proposed where that gives none; an observation is its verdict, with which checks fail and how.</remarks>
internal sealed class StuckDetector
{
    public const int SameTurns = 4, SameErrors = 3, Alternations = 6;
    private readonly List<Turn> turns = [];

    /// <returns>The pattern that the turns up to this one make, in words; null for none.</returns>
    public string? Add(Turn turn)
    {
        turns.Add(turn);
        if (turns.Count > Alternations)
        {
            turns.RemoveAt(0);
        }

        return Last(SameErrors) is { } errors && errors.All(t => t.IsError && t.Action == turn.Action) ? $"same proposal refused {SameErrors} times"
            : Last(SameTurns) is { } same && same.All(t => t == turn) ? $"same code and result {SameTurns} times"
            : Last(Alternations) is { } last && last[^1] != last[^2] && Enumerable.Range(2, Alternations - 2).All(i => last[i] == last[i - 2]) ? $"two attempts in turn, {Alternations} times"
            : null;
    }

    private List<Turn>? Last(int count) => turns.Count < count ? null : turns[^count..];
}

/// <summary>One attempt as the detector sees it.</summary>
internal readonly record struct Turn(string Action, string Observation, bool IsError)
{
    public static Turn Of(Node node)
    {
        var failures = node.Verdict.Report?.Results.SelectMany(r => r.Failures.Select(f => $"{r.Check.Id} {f.Message}").Prepend($"{r.Check.Id} {r.Status}"));
        var words = failures ?? node.Verdict.Build.Diagnostics.Select(d => $"{d.Path} {d.Line} {d.Id} {d.Message}");
        return new(node.Tree.Hash, Hash($"{node.Verdict.Kind}\n{string.Join('\n', words)}"), false);
    }

    /// <summary>A proposal that could not be used.</summary>
    public static Turn Of(Proposal proposal, string reason) =>
        new(Hash(proposal.Patch is { } patch ? JsonSerializer.Serialize(patch.Edits) : reason), Hash(reason), true);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
