using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace CodeRefine.TestHost.Screening;

/// <summary>Contents of objects and of what they refer to, to be written back into the same objects later.</summary>
internal sealed class ObjectStates
{
    /// <summary>Objects and array elements in all: more are too many to put back thousands of times.</summary>
    private const int Most = 200_000;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = [];
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<(object Object, FieldInfo Field, object? Value)> values = [];
    private readonly List<(Array Array, Array Copy)> arrays = [];
    private int size;

    /// <summary>Notes the object's contents and those of all that it leads to.</summary>
    public void Take(object? root)
    {
        var open = new Stack<object?>([root]);
        while (open.TryPop(out var next) && size < Most)
        {
            if (next is not null && !IsFixed(next) && seen.Add(next))
            {
                size++;
                Note(next, open);
            }
        }
    }

    public void Restore()
    {
        foreach (var (array, copy) in arrays)
        {
            Array.Copy(copy, array, copy.Length);
        }

        foreach (var (owner, field, value) in values)
        {
            field.SetValue(owner, value);
        }
    }

    private void Note(object found, Stack<object?> open)
    {
        if (found is Delegate action)
        {
            open.Push(action.Target);
        }
        else if (found is Array array)
        {
            size += array.Length;
            if (size < Most)
            {
                arrays.Add((array, (Array)array.Clone()));
                PushElements(array, open);
            }
        }
        else
        {
            foreach (var field in FieldsOf(found.GetType()))
            {
                var value = field.GetValue(found);
                values.Add((found, field, value));
                PushParts(value, open);
            }
        }
    }

    private static void PushElements(Array array, Stack<object?> open)
    {
        var element = array.GetType().GetElementType()!;
        if (element.IsPrimitive || element.IsEnum || element.IsPointer || element == typeof(string))
        {
            return;
        }

        foreach (var item in array)
        {
            PushParts(item, open);
        }
    }

    /// <summary>A struct's value is kept with its owner; what it refers to is not.</summary>
    private static void PushParts(object? value, Stack<object?> open)
    {
        if (value is null || IsFixed(value))
        {
            return;
        }

        if (value is not ValueType)
        {
            open.Push(value);
            return;
        }

        foreach (var field in FieldsOf(value.GetType()).Where(f => !f.FieldType.IsPrimitive && f.FieldType != value.GetType()))
        {
            PushParts(field.GetValue(value), open);
        }
    }

    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static t =>
    {
        var all = new List<FieldInfo>();
        for (var level = t; level is not null && level != typeof(object); level = level.BaseType)
        {
            all.AddRange(level.GetFields(Instance).Where(f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike));
        }

        return [.. all];
    });

    /// <summary>Nothing in it changes that a program could see, or it belongs to the runtime.</summary>
    private static bool IsFixed(object value) =>
        value is string or decimal or MemberInfo or Module or Assembly or Thread or Task or Timer or WaitHandle or Stream or TextWriter or TextReader or CultureInfo or Encoding or Regex or Lock or CancellationTokenSource or SynchronizationContext or TimeZoneInfo or System.Runtime.InteropServices.SafeHandle
        || value.GetType() is { IsPrimitive: true } or { IsEnum: true }
        || (value.GetType().Namespace == "System.Collections.Generic" && value.GetType().Name.Contains("Comparer", StringComparison.Ordinal));
}
