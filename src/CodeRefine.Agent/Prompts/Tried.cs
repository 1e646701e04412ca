using CodeRefine.Agent.Critics;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Prompts;

/// <summary>What was tried on a node already and did not help: the memory that a fresh context is given, in place of the transcript.</summary>
/// <param name="Lines">One line an attempt, the latest last, at most five.</param>
/// <param name="Count">How many there were in all.</param>
public sealed record Tried(IReadOnlyList<string> Lines, int Count)
{
    private const int Most = 5, LongestLine = 300;

    /// <summary>Children of the node, none of which is better than it where it is the best node, and rejected proposals for it; by all proposers alike but for the critique gate's student.</summary>
    public static Tried On(Session session, Node node)
    {
        var children = session.Nodes.Where(n => ReferenceEquals(n.Parent, node) && n.Proposal?.Proposer != CritiqueGate.ProposerName).Select(n => (n.Attempt, Line: $"{n.Proposal?.Patch?.Summary ?? "A change"}: {Outcome(session, n)}"));
        var rejected = session.Rejections.Where(r => r.ParentId == node.Id && r.Proposer != CritiqueGate.ProposerName).Select(r => (r.Attempt, Line: $"Not usable: {r.Reason}"));
        var all = children.Concat(rejected).OrderBy(a => a.Attempt).Select(a => OneLine(a.Line)).ToList();
        return new Tried([.. all.TakeLast(Most)], all.Count);
    }

    /// <summary>Where tools went on from an attempt, what came of that.</summary>
    private static string Outcome(Session session, Node node) =>
        session.Nodes.FirstOrDefault(n => n.ByTool && ReferenceEquals(n.Parent, node)) is { } next ? Outcome(session, next) : node.Critique.Headline;

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= LongestLine ? line : line[..LongestLine] + "…";
    }
}
