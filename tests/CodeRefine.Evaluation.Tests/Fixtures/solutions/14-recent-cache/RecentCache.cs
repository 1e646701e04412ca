using System.Diagnostics.CodeAnalysis;

namespace Caching;

public sealed class RecentCache<TKey, TValue>
    where TKey : notnull
{
    private readonly int capacity;
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> entries = [];
    private readonly LinkedList<(TKey Key, TValue Value)> byUse = new();

    public RecentCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.capacity = capacity;
    }

    public int Count => entries.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            value = default;
            return false;
        }

        byUse.Remove(entry);
        byUse.AddFirst(entry);
        value = entry.Value.Value;
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        if (entries.Remove(key, out var old))
        {
            byUse.Remove(old);
        }
        else if (entries.Count == capacity)
        {
            entries.Remove(byUse.Last!.Value.Key);
            byUse.RemoveLast();
        }

        entries[key] = byUse.AddFirst((key, value));
    }
}
