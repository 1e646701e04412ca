using System.Collections.Concurrent;

namespace CodeRefine.Properties.Tests;

/// <summary>Properties as xunit itself runs them here.</summary>
public sealed class AttributeTests(AttributeTests.Shared shared) : IClassFixture<AttributeTests.Shared>, IDisposable
{
    private readonly List<int> fresh = [];

    public sealed class Shared
    {
        public ConcurrentBag<object> Seen { get; } = [];
    }

    public void Dispose() => fresh.Clear();

    [Property]
    public bool Reversing_twice_changes_nothing(int[] xs) => xs.Reverse().Reverse().SequenceEqual(xs);

    [Property(MaxTest = 20)]
    public void Each_input_meets_a_new_instance_and_the_same_fixture(int n)
    {
        Assert.Empty(fresh);
        fresh.Add(n);
        shared.Seen.Add(this);
        Assert.Equal(shared.Seen.Count, shared.Seen.Distinct().Count());
    }

    [Property(Skip = "shows that Skip is xunit's own")]
    public bool Is_skipped(int n) => n > 0;
}
