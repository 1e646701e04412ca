namespace CodeRefine.Roslyn.Compile;

/// <summary>A bounded map that forgets what was used longest ago. Safe for concurrent calls.</summary>
internal sealed class Lru<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly LinkedList<KeyValuePair<TKey, TValue>> order = [];
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> map = [];

    /// <summary>Two callers that miss at once both make a value; one of them is kept for both.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        if (TryGet(key, out var found))
        {
            return found;
        }

        var made = make(key);
        lock (gate)
        {
            if (map.TryGetValue(key, out var other))
            {
                return other.Value.Value;
            }

            Insert(key, made);
            return made;
        }
    }

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (!map.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            order.Remove(node);
            order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            if (map.Remove(key, out var old))
            {
                order.Remove(old);
            }

            Insert(key, value);
        }
    }

    private void Insert(TKey key, TValue value)
    {
        map[key] = order.AddFirst(KeyValuePair.Create(key, value));
        if (map.Count > capacity)
        {
            map.Remove(order.Last!.Value.Key);
            order.RemoveLast();
        }
    }
}
