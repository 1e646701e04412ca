using Caching;
using Xunit;

public class RecentCacheHiddenTests
{
    [Fact]
    public void Replacing_an_entry_keeps_the_others_and_uses_it()
    {
        var cache = new RecentCache<string, int>(2);
        cache.Put("a", 1);
        cache.Put("b", 2);
        cache.Put("a", 10);
        Assert.Equal(2, cache.Count);
        cache.Put("c", 3);
        Assert.True(cache.TryGet("a", out var value));
        Assert.Equal(10, value);
        Assert.False(cache.TryGet("b", out _));
    }

    [Fact]
    public void A_cache_of_one_holds_the_last()
    {
        var cache = new RecentCache<int, string>(1);
        cache.Put(1, "one");
        cache.Put(2, "two");
        Assert.False(cache.TryGet(1, out _));
        Assert.True(cache.TryGet(2, out var value));
        Assert.Equal("two", value);
    }

    [Fact]
    public void A_capacity_of_none_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new RecentCache<int, int>(0));
}
