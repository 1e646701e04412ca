using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>
/// Mends compile errors in process, running nothing: a best-first search over fixes, one error after another. A fix is kept
/// when its target is gone and nothing worse came. Several repairs may come of it, since several spellings or
/// conversions can satisfy the compiler: the checks then choose.
/// </summary>
public sealed class CompileErrorRepair
{
    private readonly CompileRepairOptions options;
    private readonly TimeProvider time;
    private readonly ImmutableArray<CompileFix> fixes;
    private readonly CompileFix? lastResort;

    /// <param name="fixes">Default: the whole catalogue.</param>
    /// <param name="lastResort">Asked only where none of the fixes mends any error of a state; null for none.</param>
    public CompileErrorRepair(CompileRepairOptions? options = null, TimeProvider? time = null, ImmutableArray<CompileFix>? fixes = null, CompileFix? lastResort = null)
    {
        this.lastResort = lastResort;
        this.options = options ?? new CompileRepairOptions();
        this.time = time ?? TimeProvider.System;
        this.fixes = fixes ?? FixCatalogue.All;
    }

    /// <summary>Complete repairs first, best first; where there is none, the one that got furthest, if any got anywhere.</summary>
    /// <param name="candidate">Its editable files under <c>/src/</c>.</param>
    /// <param name="editable">Whether a path of the source tree may be changed.</param>
    /// <param name="checks">The checks compiled against a candidate; null to mend the candidate's own errors alone.</param>
    /// <param name="origin">The sources that the candidate was made from, which tell where its code belongs; null where they are not known.</param>
    public IReadOnlyList<CompileRepair> Repair(CSharpCompilation candidate, Func<string, bool> editable, Func<CSharpCompilation, CSharpCompilation>? checks = null, CSharpCompilation? origin = null, CancellationToken cancellationToken = default)
    {
        var task = new RepairTask(candidate, editable, checks, origin);
        var search = new Search(this, task, checks, time.GetTimestamp(), cancellationToken);
        return search.Run(candidate);
    }

    private sealed class Search(CompileErrorRepair owner, RepairTask task, Func<CSharpCompilation, CSharpCompilation>? checks, long started, CancellationToken cancellationToken)
    {
        private readonly PriorityQueue<RepairState, (double, int)> queue = new();
        private readonly HashSet<string> seen = [];
        private int evaluations;

        public List<CompileRepair> Run(CSharpCompilation candidate)
        {
            var root = RepairState.Start(candidate, checks, cancellationToken);
            if (root.Profile.IsClean)
            {
                return [];
            }

            var complete = new List<CompileRepair>();
            var best = root;
            queue.Enqueue(root, (root.Cost, 0));
            var order = 1;
            while (complete.Count < owner.options.Solutions && HasBudget() && queue.TryDequeue(out var state, out _))
            {
                if (state.Profile.IsClean)
                {
                    complete.Add(state.ToRepair());
                    continue;
                }

                best = state.Profile.Cost < best.Profile.Cost ? state : best;
                foreach (var child in Expand(state))
                {
                    queue.Enqueue(child, (child.Cost, order++));
                }
            }

            // What was reached within the bounds and not looked at yet is as good.
            complete.AddRange(queue.UnorderedItems.Where(i => i.Element.Profile.IsClean).OrderBy(i => i.Priority).Select(i => i.Element.ToRepair()).Take(owner.options.Solutions - complete.Count));
            return complete.Count > 0 ? complete : best.Steps.IsEmpty ? [] : [best.ToRepair()];
        }

        private bool HasBudget() => evaluations < owner.options.Evaluations && owner.time.GetElapsedTime(started) < owner.options.Time && !cancellationToken.IsCancellationRequested;

        /// <summary>Mends of the first error; of the next ones only where the first has none, since what looks like the second may be the cause.</summary>
        private List<RepairState> Expand(RepairState state)
        {
            var children = new List<RepairState>();
            if (state.Steps.Length >= owner.options.Steps)
            {
                return children;
            }

            var files = new Dictionary<SyntaxTree, EditContext>();
            var errors = state.Profile.Errors.DistinctBy(e => (e.Id, e.Start, e.Tree)).Take(owner.options.ErrorsTried).ToList();
            ImmutableArray<CompileFix>[] tiers = owner.lastResort is { } last ? [owner.fixes, [last]] : [owner.fixes];
            foreach (var (tier, error) in tiers.SelectMany(t => errors.Select(e => (t, e))))
            {
                children.AddRange(Candidates(tier, state, error, files).Where(_ => HasBudget()).Select(c => Try(state, error, c.Fix, c.Edit)).OfType<RepairState>());
                if (children.Count > 0)
                {
                    break;
                }
            }

            return children;
        }

        private IEnumerable<(CompileFix Fix, CandidateEdit Edit)> Candidates(ImmutableArray<CompileFix> fixes, RepairState state, CompileError error, Dictionary<SyntaxTree, EditContext> files) =>
            fixes.Where(f => f.Knows(error.Id))
                .SelectMany(f => f.Fixes(error, new FixContext(f, state.CompilationOf(error), state.Candidate, task, files)).Select(e => (Fix: f, Edit: e)))
                .OrderByDescending(c => c.Edit.Prior)
                .Take(owner.options.FixesAnError);

        private RepairState? Try(RepairState state, CompileError error, CompileFix fix, CandidateEdit edit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (edit.Changes.Any(c => c.NewText?.Contains("NotImplementedException", StringComparison.Ordinal) == true))
            {
                // A stub compiles, and mends nothing.
                return null;
            }

            var child = state.With(edit, checks, cancellationToken);
            if (child is null || !seen.Add(child.Key))
            {
                return null;
            }

            evaluations++;
            return Accepts(state, error, fix, edit, child) ? child : null;
        }

        private static bool Accepts(RepairState before, CompileError error, CompileFix fix, CandidateEdit edit, RepairState after)
        {
            var moved = CandidatePaths.Of(error.Tree) == edit.Path ? edit.Changes.Where(c => c.Span.Start <= error.Start).Sum(c => (c.NewText?.Length ?? 0) - c.Span.Length) : 0;
            var stage = error.Stage;
            var (old, now) = (before.Profile, after.Profile);
            if (stage == ErrorStage.Parse)
            {
                // A mended token moves or ends the parser's trouble: fewer errors, or the first one further down.
                return now.Parse < old.Parse || (now.Parse == old.Parse && !now.Has(error, error.Start + moved) && now.Errors[0].Start > error.Start + moved);
            }

            var revealed = fix.Reveals ? 3 : 0;
            return now.Parse <= old.Parse
                && !now.Has(error, error.Start + moved)
                && now.NewSince(old, ErrorStage.Bind) <= (stage == ErrorStage.Bind ? revealed : 0)
                && (stage == ErrorStage.Bind || now.NewSince(old, ErrorStage.Flow) == 0);
        }
    }
}
