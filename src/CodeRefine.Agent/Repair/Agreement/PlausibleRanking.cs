using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>Fixes that all pass every check, in the order in which they are to be offered.</summary>
/// <param name="Note">Where they differ, for people; empty where they do the same, or nothing could be tried.</param>
internal sealed record RankedFixes(ImmutableArray<ScreenedFix> Fixes, string Note);

/// <summary>
/// Ranks fixes that every visible check lets pass by what they do with generated inputs: those that agree speak for each other, faults of its
/// own speak against one. Where the best two differ, a person or a model may be asked; else the likelier one stays first.
/// </summary>
internal sealed class PlausibleRanking(RoslynBuilder builder, Session session, Node node, IPatchJudge? judge)
{
    private const int MostQuestions = 3;

    public async Task<RankedFixes> RankAsync(IEnumerable<ScreenedFix> plausible, CancellationToken cancellationToken)
    {
        var fixes = plausible.Order(ScreenedFix.BestFirst).ToList();
        if (fixes.Count < 2 || await BehaviourSampler.CreateAsync(builder, session, node.Tree, cancellationToken) is not { } sampler)
        {
            return new RankedFixes([.. fixes], "");
        }

        session.Report(new RunEvent.Progress($"repair: comparing {fixes.Count} plausible fixes on generated inputs"));
        var original = await sampler.SampleAsync(node.Tree, cancellationToken);
        var sampled = new List<SampledPatch<ScreenedFix>>();
        foreach (var fix in fixes)
        {
            var sample = await sampler.SampleAsync(fix.Fix.ApplyTo(node.Tree), cancellationToken);
            sampled.Add(new SampledPatch<ScreenedFix>(fix, fix.Weight * Conservation(sample, original), fix.Fix.Deletes, fix.Fix.Summary, sample));
        }

        return await DecideAsync(PatchAgreement.Group(sampled), cancellationToken);
    }

    /// <summary>Asks until those that are left do the same, nobody knows, or enough was asked; who was turned down comes last.</summary>
    private async Task<RankedFixes> DecideAsync(ImmutableArray<PatchGroup<ScreenedFix>> groups, CancellationToken cancellationToken)
    {
        var (left, turnedDown) = (groups, ImmutableArray<PatchGroup<ScreenedFix>>.Empty);
        var notes = new List<string>();
        for (var asked = 0; asked < MostQuestions && PatchAgreement.Question(session.Problem.Statement, left) is { Answers.Length: > 1 } question; asked++)
        {
            var differ = $"They differ on `{question.Input}`: {string.Join(" or ", question.Answers.Select(a => $"`{a.Outcome}`"))}";
            if (judge is null || await judge.ChooseAsync(question, cancellationToken) is not { } chosen)
            {
                notes.Add($"{differ}; this one gives the first. A check for it would decide.");
                break;
            }

            var wanted = question.Answers[chosen].Outcome;
            bool Gives(PatchGroup<ScreenedFix> group) => group.Sample?.Rows.Values.Any(r => r.Input == question.Input && r.Outcome == wanted) == true;
            notes.Add($"{differ}; asked, {judge.Name} chose `{wanted}`.");
            turnedDown = [.. left.Where(g => !Gives(g)), .. turnedDown];
            left = [.. left.Where(Gives)];
        }

        return new RankedFixes(InOrder([.. left, .. turnedDown]), string.Join("\n", notes));
    }

    /// <summary>
    /// A fix changes what was wrong and keeps the rest. Where the failing checks died of exceptions and hangs, inputs that gave a value are
    /// likely to have given the right one; where they got wrong values, little speaks for the other values either.
    /// </summary>
    private double Conservation(BehaviourSample? sample, BehaviourSample? original)
    {
        if (sample is null || original is null)
        {
            return 1;
        }

        var kept = sample.Keeps(original);
        return FailsWithoutAValue ? 0.1 + (0.9 * kept * kept) : 0.7 + (0.3 * kept);
    }

    private bool FailsWithoutAValue => node.Verdict.Report is { } report
        && report.Results.Where(r => r.Status is not (CheckStatus.Passed or CheckStatus.Skipped)).SelectMany(r => r.Failures).All(f => !f.ExceptionType.StartsWith("Xunit.", StringComparison.Ordinal) && f.Counterexample is null);

    private static ImmutableArray<ScreenedFix> InOrder(IEnumerable<PatchGroup<ScreenedFix>> groups) => [.. groups.SelectMany(g => g.Patches).Select(p => p.Patch)];
}
