using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Instrument.Schemata;
using CodeRefine.Roslyn.Repair.Edits;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Agent.Repair;

/// <summary>
/// Searches the edits of one node, most promising first, in batches that are each one assembly; then pairs that begin with an edit that
/// helped. What looks right is built for real, and only what passes then is found. The search can be gone on with.
/// </summary>
internal sealed class FixSearch
{
    private readonly RoslynBuilder builder;
    private readonly RepairOptions options;
    private readonly TimeProvider time;
    private readonly Session session;
    private readonly Node node;
    private readonly Baseline baseline;
    private readonly IEnumerator<RankedEdit> edits;
    private readonly List<RankedEdit> seen = [];
    private readonly HashSet<string> offered = new(StringComparer.Ordinal);

    /// <summary>No switch chooses these: each costs a build and a run, a thousand times what a screened one does.</summary>
    private readonly Queue<RankedEdit> alone = new();
    private long began;
    private int batchSize;
    private int built;
    private bool paired;

    public FixSearch(RoslynBuilder builder, RepairOptions options, TimeProvider time, Session session, Node node, CSharpCompilation compilation, Baseline baseline)
    {
        (this.builder, this.options, this.time, this.session, this.node, this.baseline) = (builder, options, time, session, node, baseline);
        edits = new EditSearch(compilation, p => session.Problem.Editable.Allows(p, out _), baseline.Suspicion, Borrowed.Literals(session.Problem, compilation)).Edits().GetEnumerator();
        Singles = new SingleBuilds(builder, options, session, node, compilation, baseline);
        batchSize = options.FirstBatch;
    }

    public SingleBuilds Singles { get; }
    public SearchCount Count { get; } = new();

    /// <summary>Built for real, and passed every check.</summary>
    public List<ScreenedFix> Plausible { get; } = [];

    /// <summary>They help and break nothing, as far as was seen; best first.</summary>
    public List<ScreenedFix> Partial { get; } = [];

    private bool Believed => Count.False < options.MaxFalse;
    private bool IsDone => Plausible.Any(p => !p.Fix.Deletes);
    private TimeSpan TimeLeft => Deadline() - time.GetElapsedTime(began);

    /// <summary>Goes on until something passes every check, and is no mere deletion, or until edits, bounds or time are at their end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        began = time.GetTimestamp();
        built = 0;
        for (var left = options.MaxCandidates; left > 0 && !IsDone && TimeLeft > TimeSpan.Zero && NextBatch(Math.Min(left, batchSize)) is { IsEmpty: false } batch; left -= batch.Length)
        {
            batchSize = Math.Min(batchSize * 2, Math.Max(options.LargestBatch, options.FirstBatch));
            await TryAsync(batch, cancellationToken);
        }

        if (!IsDone)
        {
            await BuildEachAsync(Alone(), Math.Min(options.BuiltAfterAll, options.MaxBuilt - built), TimeLeft / 2, cancellationToken);
        }

        if (Plausible.Count == 0 && !paired && Believed)
        {
            paired = true;
            await TryPairsAsync(cancellationToken);
        }

        Count.Took += time.GetElapsedTime(began);
    }

    private ImmutableArray<RankedEdit> NextBatch(int size)
    {
        var batch = ImmutableArray.CreateBuilder<RankedEdit>();
        while (batch.Count < size && edits.MoveNext())
        {
            batch.Add(edits.Current);
        }

        seen.AddRange(batch);
        return batch.ToImmutable();
    }

    private async Task TryAsync(ImmutableArray<RankedEdit> batch, CancellationToken cancellationToken)
    {
        session.Report(new RunEvent.Progress(string.Create(CultureInfo.InvariantCulture, $"repair: compiling {batch.Length} edits into one")));
        if (!Believed || await SwitchedEdits.BuildAsync(builder, session, node, baseline, batch, cancellationToken) is not { } switched)
        {
            await BuildEachAsync(batch, options.MaxBuilt - built, TimeLeft, cancellationToken);
            return;
        }

        if (await ScreenAsync(switched, [.. switched.Switchable.Select(e => ImmutableArray.Create(e))], cancellationToken))
        {
            foreach (var edit in switched.NotSwitchable)
            {
                alone.Enqueue(edit);
            }

            // Only the most promising ones come before the next batch, which is screened in the time of three builds.
            await BuildEachAsync(IsDone ? [] : Alone(), Math.Min(options.BuiltOfABatch, options.MaxBuilt - built), TimeLeft / 2, cancellationToken);
        }
        else
        {
            await BuildEachAsync(batch, options.MaxBuilt - built, TimeLeft, cancellationToken);
        }
    }

    private IEnumerable<RankedEdit> Alone()
    {
        while (alone.TryDequeue(out var next))
        {
            yield return next;
        }
    }

    /// <returns>False where the sandbox could try none.</returns>
    private async Task<bool> ScreenAsync(SwitchedEdits switched, ImmutableArray<SwitchableEdit>[] variants, CancellationToken cancellationToken)
    {
        if (variants.Length == 0)
        {
            return true;
        }

        var screened = await switched.ScreenAsync(variants, TimeLeft, Count.Screened, cancellationToken);
        Count.Add(screened);
        Keep(screened.Fixes);
        await VerifyAsync(screened.Fixes.Where(f => f.IsPlausible).Order(ScreenedFix.BestFirst), cancellationToken);
        session.Report(new RunEvent.Progress(string.Create(CultureInfo.InvariantCulture, $"repair: {Count.Screened} edits screened, {Plausible.Count} plausible")));
        return screened.Report.Told > 0;
    }

    /// <summary>What looks right in the screening is only believed when its own build passes every check.</summary>
    private async Task VerifyAsync(IEnumerable<ScreenedFix> found, CancellationToken cancellationToken)
    {
        foreach (var fix in found)
        {
            if (Plausible.Count >= options.MaxPlausible || !Believed)
            {
                return;
            }

            var tree = fix.Fix.ApplyTo(node.Tree);
            if (session.SeenBefore(tree) is not null || !offered.Add(tree.Hash))
            {
                continue;
            }

            if (await Singles.VerifyAsync(fix.Fix, cancellationToken))
            {
                Plausible.Add(fix);
            }
            else
            {
                Count.False++;
            }
        }
    }

    /// <param name="longest">No build is begun after that time.</param>
    private async Task BuildEachAsync(IEnumerable<RankedEdit> batch, int most, TimeSpan longest, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var more = options.MoreAfterFirst;
        var found = new List<ScreenedFix>();
        await Singles.RunAsync(
            batch,
            most,
            outcome =>
            {
                built++;
                Count.Built++;
                found.Add(outcome);
                var any = found.Any(f => f.IsPlausible);
                return TimeLeft <= TimeSpan.Zero || time.GetElapsedTime(started) >= longest || (any && more-- <= 0) || found.Count(f => f.IsPlausible) >= options.MaxPlausible;
            },
            cancellationToken);
        Keep(found);
        await VerifyAsync(found.Where(f => f.IsPlausible).Order(ScreenedFix.BestFirst), cancellationToken);
    }

    private void Keep(IEnumerable<ScreenedFix> fixes)
    {
        Partial.AddRange(fixes.Where(f => !f.IsPlausible && !f.Breaks && (f.Gain > 0 || f.Further)));
        var best = Partial.OrderByDescending(p => p.Gain).ThenByDescending(p => p.Further).ThenBy(p => p, ScreenedFix.BestFirst).Take(options.PartialsKept).ToList();
        Partial.Clear();
        Partial.AddRange(best);
    }

    private async Task TryPairsAsync(CancellationToken cancellationToken)
    {
        var firsts = Partial.Where(p => p.Fix.Edits.Length == 1).Select(p => p.Fix.Edits[0]).ToList();
        if (firsts.Count == 0 || options.MaxPairs == 0 || TimeLeft <= TimeSpan.Zero)
        {
            return;
        }

        session.Report(new RunEvent.Progress("repair: no single edit will do, trying two at once"));
        ImmutableArray<RankedEdit> all = [.. firsts, .. seen.Where(e => !firsts.Contains(e)).Take(options.PairEdits)];
        if (await SwitchedEdits.BuildAsync(builder, session, node, baseline, all, cancellationToken) is not { } switched)
        {
            return;
        }

        foreach (var pairs in EditPairs.Of(switched, firsts.Count).Take(options.MaxPairs).Chunk(Math.Max(options.LargestBatch, 1) * 2))
        {
            if (TimeLeft <= TimeSpan.Zero || !await ScreenAsync(switched, pairs, cancellationToken) || IsDone || !Believed)
            {
                return;
            }
        }
    }

    private TimeSpan Deadline() => session.Budget.TimeLeft is { } left && left + time.GetElapsedTime(began) is var whole && whole * options.TimeShare < options.CallTime ? whole * options.TimeShare : options.CallTime;
}
