using System.Collections;
using System.Collections.Immutable;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Arrays, lists, sets, queues, stacks, dictionaries and their interfaces.</summary>
internal static class CollectionInputs
{
    private static readonly Dictionary<Type, Type> Made = new()
    {
        [typeof(List<>)] = typeof(List<>),
        [typeof(IEnumerable<>)] = typeof(List<>),
        [typeof(ICollection<>)] = typeof(List<>),
        [typeof(IList<>)] = typeof(List<>),
        [typeof(IReadOnlyCollection<>)] = typeof(List<>),
        [typeof(IReadOnlyList<>)] = typeof(List<>),
        [typeof(HashSet<>)] = typeof(HashSet<>),
        [typeof(ISet<>)] = typeof(HashSet<>),
        [typeof(IReadOnlySet<>)] = typeof(HashSet<>),
        [typeof(SortedSet<>)] = typeof(SortedSet<>),
        [typeof(LinkedList<>)] = typeof(LinkedList<>),
        [typeof(Queue<>)] = typeof(Queue<>),
        [typeof(Stack<>)] = typeof(Stack<>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArray<>),
        [typeof(Dictionary<,>)] = typeof(Dictionary<,>),
        [typeof(IDictionary<,>)] = typeof(Dictionary<,>),
        [typeof(IReadOnlyDictionary<,>)] = typeof(Dictionary<,>),
    };

    public static Input? TryMake(Type type, InputBounds bounds, int depth)
    {
        if (type.IsSZArray)
        {
            var element = type.GetElementType()!;
            return Of(element, bounds, depth, items => ToArray(items, element), distinct: false);
        }

        if (!type.IsGenericType || !Made.TryGetValue(type.GetGenericTypeDefinition(), out var definition))
        {
            return null;
        }

        var arguments = type.GetGenericArguments();
        var made = definition.MakeGenericType(arguments);
        if (arguments.Length == 2)
        {
            return Dictionary(made, arguments, bounds, depth);
        }

        var distinct = definition == typeof(HashSet<>) || definition == typeof(SortedSet<>);
        return Of(arguments[0], bounds, depth, items => Make(made, definition, arguments[0], items), distinct);
    }

    /// <summary>Arrays of boxed items, within a length.</summary>
    public static Input Items(Input element, LengthAttribute? length)
    {
        var min = length?.Min ?? 0;
        var values = Gen.Sized(size => Gen.Choose(min, Math.Max(min, Math.Min(size, length?.Max ?? int.MaxValue)))
            .SelectMany(count => Gen.CollectToArray(Enumerable.Repeat(element.Values, count))));
        return new Input(values.Select(items => (object?)items), value => Smaller((object?[])value!, element, min));
    }

    private static Input Of(Type elementType, InputBounds bounds, int depth, Func<object?[], object?> make, bool distinct)
    {
        var element = Inputs.For(elementType, bounds.ForElements, depth + 1);
        var nested = elementType.IsSZArray || (elementType.IsGenericType && Made.ContainsKey(elementType.GetGenericTypeDefinition()));
        var items = Items(nested ? element with { Values = Gen.ScaleSize(element.Values, size => (int)Math.Sqrt(size)) } : element, bounds.Length);
        var min = bounds.Length?.Min ?? 0;
        var whole = distinct && min > 0 ? items.Values.Where(i => ((object?[])i!).Distinct().Count() >= min) : items.Values;
        return new Input(
            whole.Select<object?, object?>(i => make((object?[])i!)),
            value => items.Shrink(InOrder((IEnumerable)value!)).Where(i => !distinct || ((object?[])i!).Distinct().Count() >= min).Select(i => make((object?[])i!)));
    }

    private static Input Dictionary(Type made, Type[] arguments, InputBounds bounds, int depth)
    {
        var pair = ProductInputs.Of(arguments, bounds.ForElements, depth + 1, parts => parts, value => (object?[])value!);
        var items = Items(pair, bounds.Length);
        return new Input(
            items.Values.Select<object?, object?>(i => Fill(made, (object?[])i!)),
            value => items.Shrink(Pairs((IDictionary)value!)).Select(i => Fill(made, (object?[])i!)));
    }

    private static object?[] Pairs(IDictionary dictionary)
    {
        var pairs = new List<object?>();
        foreach (DictionaryEntry entry in dictionary)
        {
            pairs.Add(new[] { entry.Key, entry.Value });
        }

        return [.. pairs];
    }

    private static object Fill(Type made, object?[] pairs)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(made)!;
        foreach (var pair in pairs.Cast<object?[]>())
        {
            dictionary[pair[0]!] = pair[1];
        }

        return dictionary;
    }

    // Fewer first: halves, quarters and so on down to one at a time; then each element by itself.
    private static IEnumerable<object?> Smaller(object?[] items, Input element, int min)
    {
        if (items.Length > 0 && min == 0)
        {
            yield return Array.Empty<object?>();
        }

        for (var cut = items.Length / 2; cut > 0; cut /= 2)
        {
            for (var at = 0; at + cut <= items.Length && items.Length - cut >= min; at += cut)
            {
                yield return (object?[])[.. items[..at], .. items[(at + cut)..]];
            }
        }

        foreach (var together in SmallerTogether(items, element))
        {
            yield return together;
        }

        foreach (var one in ProductInputs.Smaller(items, [.. Enumerable.Repeat(element, items.Length)]))
        {
            yield return one;
        }
    }

    // What breaks on two equal elements holds as soon as only one of them changes.
    private static IEnumerable<object?[]> SmallerTogether(object?[] items, Input element)
    {
        foreach (var value in items.Where(i => i is not null).GroupBy(i => i).Where(g => g.Skip(1).Any()).Select(g => g.Key))
        {
            foreach (var smaller in element.Shrink(value))
            {
                yield return [.. items.Select(i => Equals(i, value) ? smaller : i)];
            }
        }
    }

    private static Array ToArray(object?[] items, Type element)
    {
        var array = Array.CreateInstance(element, items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            array.SetValue(items[i], i);
        }

        return array;
    }

    private static object Make(Type made, Type definition, Type element, object?[] items)
    {
        var array = ToArray(items, element);
        if (definition == typeof(ImmutableArray<>))
        {
            return typeof(ImmutableArray).GetMethods().Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
                .MakeGenericMethod(element).Invoke(null, [array])!;
        }

        return Activator.CreateInstance(made, array)!;
    }

    // A stack lists its items from the top: put back in that order it would stand on its head.
    private static object?[] InOrder(IEnumerable collection)
    {
        var items = collection.Cast<object?>().ToArray();
        if (collection.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Stack<>))
        {
            Array.Reverse(items);
        }

        return items;
    }
}
