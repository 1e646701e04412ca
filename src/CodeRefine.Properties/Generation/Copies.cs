using System.Collections;

namespace CodeRefine.Properties.Generation;

/// <summary>Copies the collections in an input, so that a body that sorts or clears them does not change what is shrunk and shown.</summary>
internal static class Copies
{
    public static object? Of(object? value) => value switch
    {
        null or string => value,
        Array { Rank: 1 } array => OfArray(array),
        _ when value.GetType() is { IsGenericType: true } type && type.GetConstructor(Type.EmptyTypes) is not null => OfCollection(value, type),
        _ => value,
    };

    private static Array OfArray(Array array)
    {
        var copy = (Array)array.Clone();
        if (!array.GetType().GetElementType()!.IsPrimitive)
        {
            for (var i = 0; i < copy.Length; i++)
            {
                copy.SetValue(Of(copy.GetValue(i)), i);
            }
        }

        return copy;
    }

    private static object OfCollection(object value, Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        if (value is IDictionary dictionary && definition == typeof(Dictionary<,>))
        {
            var copy = (IDictionary)Activator.CreateInstance(type)!;
            foreach (DictionaryEntry entry in dictionary)
            {
                copy[Of(entry.Key)!] = Of(entry.Value);
            }

            return copy;
        }

        if (definition != typeof(List<>) && definition != typeof(HashSet<>) && definition != typeof(SortedSet<>) && definition != typeof(Queue<>) && definition != typeof(Stack<>) && definition != typeof(LinkedList<>))
        {
            return value;
        }

        var items = ((IEnumerable)value).Cast<object?>().Select(Of).ToArray();
        if (definition == typeof(Stack<>))
        {
            Array.Reverse(items);
        }

        var typed = Array.CreateInstance(type.GetGenericArguments()[0], items.Length);
        items.CopyTo(typed, 0);
        return Activator.CreateInstance(type, typed)!;
    }
}
