using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Events;
using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Core.Search;

/// <summary>What every candidate passes before anyone is asked about it, whichever strategy runs: tool correction, and the search around near misses.</summary>
public sealed partial class Session
{
    private ToolUse tools = ToolUse.None;

    /// <summary>What the tools did so far.</summary>
    public ToolUse Tools
    {
        get
        {
            lock (gate)
            {
                return tools;
            }
        }
    }

    /// <summary>Whether a tool made a better node of it: what stands for it from then on.</summary>
    public bool HasSuccessor(Node node) => Nodes.Any(n => n.ByTool && ReferenceEquals(n.Parent, node));

    /// <summary>Adds what was proposed, and behind it what the tools make of it.</summary>
    private async Task<(Node Proposed, Node Final)> AdmitAsync(Node? parent, Proposal? proposal, int attempt, SourceTree tree, Verdict verdict, CancellationToken cancellationToken)
    {
        var mended = await CorrectAsync(attempt, tree, verdict, cancellationToken);
        var proposed = await AddAsync(parent, proposal, attempt, tree, verdict, mended is { Correction: var mend } ? SetAside(verdict, mend) : null, cancellationToken);
        var final = proposed;
        if (mended is var (correction, candidate, outcome))
        {
            var notes = $"Tool correction of attempt {attempt}:\n{string.Join("\n", correction.Steps)}";
            final = await AddByToolAsync(proposed, new Proposal(Correction.Proposer, correction.Patch, notes), candidate, outcome, cancellationToken);
            Count(t => t with { Corrected = t.Corrected + 1, SavedCalls = t.SavedCalls + (proposal?.ByModel == true ? 1 : 0) });
        }

        while (stations.Neighbourhood?.Wants(final) == true && await SearchAroundAsync(final, cancellationToken) is { } better)
        {
            final = better;
        }

        return (proposed, final);
    }

    /// <summary>Of the ways in which a candidate compiles the one that the checks like best; null where there is none that the run has not had.</summary>
    private async Task<(Correction Correction, SourceTree Tree, Verdict Verdict)?> CorrectAsync(int attempt, SourceTree tree, Verdict verdict, CancellationToken cancellationToken)
    {
        if (stations.Corrector is not { } corrector || verdict.Build is not BuildResult.Failure { Part: not FailedPart.Checks } failure)
        {
            return null;
        }

        var began = Budget.Use.WallTime;
        var ways = await corrector.CorrectAsync(Problem, tree, failure, cancellationToken);
        var took = Budget.Use.WallTime - began;
        Count(t => t with { CorrectionsTried = t.CorrectionsTried + 1, CorrectionTime = t.CorrectionTime + took });
        Report(new RunEvent.Corrected(attempt, tree.Hash, ways, took.TotalSeconds));
        return await BestAsync(tree, ways, cancellationToken);
    }

    private async Task<(Correction, SourceTree, Verdict)?> BestAsync(SourceTree tree, ImmutableArray<Correction> ways, CancellationToken cancellationToken)
    {
        (Correction Correction, SourceTree Tree, Verdict Verdict)? best = null;
        foreach (var way in ways)
        {
            // The patcher has the last word on what may be edited.
            if (Patcher.Apply(Problem, tree, way.Patch) is PatchResult.Applied { Tree: var mended } && SeenBefore(mended) is null)
            {
                var verdict = await VerifyAsync(mended, cancellationToken);
                if (verdict.Kind is not (VerdictKind.CompileError or VerdictKind.PolicyViolation) && (best is null || verdict.Score > best.Value.Verdict.Score))
                {
                    best = (way, mended, verdict);
                }
            }

            if (best?.Verdict.Passed == true)
            {
                break;
            }
        }

        return best;
    }

    /// <returns>The node that is better; null where none was found.</returns>
    private async Task<Node?> SearchAroundAsync(Node node, CancellationToken cancellationToken)
    {
        var began = Budget.Use.WallTime;
        var found = await stations.Neighbourhood!.SearchAsync(this, node, cancellationToken);
        var took = Budget.Use.WallTime - began;
        Count(t => t with { Searches = t.Searches + 1, SearchTime = t.SearchTime + took });
        Report(new RunEvent.NeighbourhoodSearched(node.Attempt, node.Tree.Hash, found, took.TotalSeconds));
        if (found?.Patch is not { } patch || Patcher.Apply(Problem, node.Tree, patch) is not PatchResult.Applied { Tree: var tree } || SeenBefore(tree) is not null)
        {
            return null;
        }

        var verdict = await VerifyAsync(tree, cancellationToken);
        if (verdict.Score <= node.Value)
        {
            return null;
        }

        var better = await AddByToolAsync(node, found, tree, verdict, cancellationToken);
        if (verdict.Passed)
        {
            Count(t => t with { Found = t.Found + 1, SavedCalls = t.SavedCalls + (node.Origin.Proposal?.ByModel == true ? 1 : 0) });
        }

        return better;
    }

    private async Task<Node> AddByToolAsync(Node parent, Proposal proposal, SourceTree tree, Verdict verdict, CancellationToken cancellationToken)
    {
        var attempt = TakeNumber();
        Report(new RunEvent.Proposed(attempt, parent.Id, proposal));
        return await AddAsync(parent, proposal, attempt, tree, verdict, critique: null, cancellationToken);
    }

    private void Count(Func<ToolUse, ToolUse> change)
    {
        lock (gate)
        {
            tools = change(tools);
        }
    }

    /// <summary>A candidate that was mended at once needs no critic's work: its first error says enough.</summary>
    private static Critique SetAside(Verdict verdict, Correction correction)
    {
        var errors = verdict.Build.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.Take(10).Select(e => $"{e.Path}({e.Line},{e.Column}): {e.Id}: {e.Message}");
        return new Critique
        {
            Kind = correction.Mends,
            Location = errors[0].Path is { } path ? new CritiqueLocation(path, errors[0].Line) : null,
            Headline = $"{errors[0].Id}: {errors[0].Message} Mended by tool correction.",
            Text = $"Did not compile, and was mended by tool correction:\n\n{string.Join('\n', lines)}",
        };
    }
}
