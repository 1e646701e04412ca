using Caching;
using Xunit;

public class RecentCacheTests
{
    [Fact]
    public void What_was_put_is_found()
    {
        var cache = new RecentCache<string, int>(2);
        cache.Put("a", 1);
        Assert.True(cache.TryGet("a", out var value));
        Assert.Equal(1, value);
        Assert.False(cache.TryGet("b", out _));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void The_entry_used_longest_ago_goes()
    {
        var cache = new RecentCache<string, int>(2);
        cache.Put("a", 1);
        cache.Put("b", 2);
        cache.Put("c", 3);
        Assert.False(cache.TryGet("a", out _));
        Assert.True(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out _));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Looking_at_an_entry_uses_it()
    {
        var cache = new RecentCache<string, int>(2);
        cache.Put("a", 1);
        cache.Put("b", 2);
        cache.TryGet("a", out _);
        cache.Put("c", 3);
        Assert.True(cache.TryGet("a", out _));
        Assert.False(cache.TryGet("b", out _));
    }
}
