using System.Collections.Immutable;

namespace CodeRefine.Agent.Repair.Agreement;

/// <summary>A plausible patch with what it did on generated inputs.</summary>
/// <param name="Weight">How likely it is, above 0.</param>
/// <param name="Sample">Null where it could not be sampled.</param>
internal sealed record SampledPatch<T>(T Patch, double Weight, bool Deletes, string Summary, BehaviourSample? Sample);

/// <summary>Patches that do the same on every input that was tried.</summary>
/// <param name="Faults">Inputs on which they end as faulty programs do, though another group gives a value.</param>
internal sealed record PatchGroup<T>(ImmutableArray<SampledPatch<T>> Patches, int Faults)
{
    public BehaviourSample? Sample => Patches[0].Sample;

    /// <summary>Several ways to the same behaviour speak for it; faults that others do not have speak against.</summary>
    public double Weight => Patches.Sum(p => p.Weight) / (1 + (Faults / 2.0));

    public bool OnlyDeletes => Patches.All(p => p.Deletes);
}

/// <summary>Groups patches by behaviour, and ranks the groups: no mere deletion, then weight.</summary>
internal static class PatchAgreement
{
    /// <param name="patches">Best first.</param>
    public static ImmutableArray<PatchGroup<T>> Group<T>(IReadOnlyList<SampledPatch<T>> patches)
    {
        var groups = new List<List<SampledPatch<T>>>();
        foreach (var patch in patches)
        {
            var same = patch.Sample is { } sample ? groups.Find(g => g[0].Sample is { } theirs && theirs.AgreesWith(sample)) : null;
            if (same is null)
            {
                groups.Add(same = []);
            }

            same.Add(patch);
        }

        return [.. groups.Select(g => new PatchGroup<T>([.. g], FaultsOf(g[0].Sample, groups))).OrderBy(g => g.OnlyDeletes).ThenByDescending(g => g.Weight)];
    }

    /// <summary>The shortest input on which the first two groups differ; null where only one group is left.</summary>
    public static PatchQuestion? Question<T>(string statement, ImmutableArray<PatchGroup<T>> groups)
    {
        if (groups is not [{ Sample: { } first } best, ..] || groups.Skip(1).FirstOrDefault(g => g.Sample is not null) is not { } second)
        {
            return null;
        }

        var input = first.DifferencesTo(second.Sample!).First().Own.Input;
        var answers = groups.Where(g => g.Sample is not null)
            .Select(g => (Group: g, Row: g.Sample!.Rows.Values.FirstOrDefault(r => r.Input == input)))
            .Where(a => a.Row is not null)
            .DistinctBy(a => a.Row!.Hash)
            .Select(a => new PatchAnswer(a.Row!.Outcome, a.Group.Patches[0].Summary));
        return new PatchQuestion(statement, input, [.. answers]);
    }

    private static int FaultsOf<T>(BehaviourSample? sample, List<List<SampledPatch<T>>> groups) => sample is null ? 0
        : sample.Rows.Count(r => r.Value.LooksFaulty && groups.Exists(g => g[0].Sample?.Rows.TryGetValue(r.Key, out var theirs) == true && !theirs.LooksFaulty));
}
