using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Reports;

/// <summary>
/// A sample's answers turn by turn: what the strategy would have handed in, had it been stopped there (the node of the highest
/// visible score, of equals the earliest, as it decides itself), and whether that is right by the held-back checks.
/// </summary>
internal sealed class SampleTurns
{
    private SampleTurns(bool[] right, int solvedNode) => (Right, SolvedNode) = (right, solvedNode);

    /// <summary>One entry for each answer that was asked for; what tools made of it counts with it.</summary>
    public bool[] Right { get; }

    /// <summary>Index of the first node that is right and stands; the last node where that is not known.</summary>
    public int SolvedNode { get; }

    /// <param name="startIsAnswer">Whether the start is an answer (recorded completions) and not the task's own unfinished sources.</param>
    /// <returns>Null where an answer before the last was not graded.</returns>
    public static SampleTurns? Of(SampleRecord sample, bool startIsAnswer)
    {
        var nodes = sample.Turns;
        var right = new List<bool>();
        int standing = -1, solved = Math.Max(0, nodes.Length - 1);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (standing < 0 || nodes[i].Score > nodes[standing].Score)
            {
                standing = i;
            }

            var last = i == nodes.Length - 1;
            var opens = !last && !ByTool(nodes[i + 1]);
            if (!last && (!opens || (i == 0 && !startIsAnswer)))
            {
                continue;
            }

            if ((last ? sample.Passed : nodes[standing].HeldBackPassed) is not { } good)
            {
                return null;
            }

            right.Add(good);
            solved = good && !last ? Math.Min(solved, i) : solved;
        }

        return right.Count == 0 ? new([sample.Passed], 0) : new([.. right], solved);
    }

    /// <summary>Model calls that tools made needless: one for each answer of a model's that was made to compile, and one for each that was made to pass.</summary>
    public static int SavedCalls(SampleRecord sample)
    {
        var saved = 0;
        var byId = new Dictionary<string, TurnRecord>(StringComparer.Ordinal);
        foreach (var node in sample.Turns)
        {
            byId[node.NodeId] = node;
            if (ByTool(node) && node.ParentId is { } id && byId.TryGetValue(id, out var parent) && OfModel(parent, byId))
            {
                saved += parent.Verdict == VerdictKind.CompileError && node.Verdict != VerdictKind.CompileError ? 1 : 0;
                saved += node.Verdict == VerdictKind.Passed && parent.Verdict != VerdictKind.Passed ? 1 : 0;
            }
        }

        return saved;
    }

    private static bool OfModel(TurnRecord node, Dictionary<string, TurnRecord> byId) => node.Proposer == "chat" || (ByTool(node) && node.ParentId is { } id && byId.TryGetValue(id, out var parent) && OfModel(parent, byId));

    private static bool ByTool(TurnRecord node) => node.Proposer is Correction.Proposer or INeighbourhood.Proposer;
}
