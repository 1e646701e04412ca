using System.Diagnostics.CodeAnalysis;

namespace Caching;

public sealed class RecentCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    public int Count => throw new NotImplementedException();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        throw new NotImplementedException();
    }

    public void Put(TKey key, TValue value)
    {
        throw new NotImplementedException();
    }
}
