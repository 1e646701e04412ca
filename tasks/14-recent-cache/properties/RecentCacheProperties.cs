using Caching;
using CodeRefine.Properties;

public class RecentCacheProperties
{
    [Property]
    public bool It_never_holds_more_than_its_capacity(byte[] keys)
    {
        var cache = new RecentCache<int, int>(3);
        foreach (var key in keys)
        {
            cache.Put(key, key);
        }

        return cache.Count == Math.Min(3, keys.Distinct().Count());
    }
}
