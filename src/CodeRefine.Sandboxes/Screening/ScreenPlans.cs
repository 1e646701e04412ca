using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Screening;

/// <summary>Puts variants into the words of the wire.</summary>
internal static class ScreenPlans
{
    public static ScreenPlan Of(ScreenRun run, IReadOnlyList<ScreenVariant> variants, bool isolated)
    {
        var orders = new List<int[]>();
        var places = new Dictionary<ImmutableArray<int>, int>(SameChecks.Instance);
        var tasks = new List<ScreenTask>(variants.Count);
        foreach (var variant in variants)
        {
            if (!places.TryGetValue(variant.Checks, out var place))
            {
                places.Add(variant.Checks, place = orders.Count);
                orders.Add([.. variant.Checks]);
            }

            tasks.Add(new ScreenTask(variant.Id, [.. variant.Switches.SelectMany(s => new[] { s.Site, s.Alternative })], place));
        }

        return new ScreenPlan
        {
            Failing = [.. run.Failing],
            Orders = [.. orders],
            Variants = [.. tasks],
            PropertyCases = run.PropertyCases,
            GiveUpAfter = run.GiveUpAfter,
            Isolated = isolated,
        };
    }

    private sealed class SameChecks : IEqualityComparer<ImmutableArray<int>>
    {
        public static readonly SameChecks Instance = new();

        public bool Equals(ImmutableArray<int> x, ImmutableArray<int> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<int> obj)
        {
            var hash = new HashCode();
            foreach (var index in obj)
            {
                hash.Add(index);
            }

            return hash.ToHashCode();
        }
    }
}
