using System.Reflection;
using System.Runtime.CompilerServices;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Tuples, records, and classes and structs whose one public constructor names their properties: each part by its own type.</summary>
internal static class ProductInputs
{
    public static Input? TryMake(Type type, InputBounds bounds, int depth)
    {
        if (type.IsPrimitive || type.IsAbstract || type.IsPointer || type.IsByRef || type.Assembly == typeof(object).Assembly && !typeof(ITuple).IsAssignableFrom(type))
        {
            return null;
        }

        if (type.GetConstructors() is not [var constructor] || constructor.GetParameters() is not { Length: > 0 } parameters || parameters.Length > 16)
        {
            return null;
        }

        var readers = parameters.Select(p => Reader(type, p)).ToArray();
        return Array.TrueForAll(readers, r => r is not null)
            ? Of([.. parameters.Select(p => p.ParameterType)], bounds, depth + 1, constructor.Invoke, value => [.. readers.Select(r => r!(value))])
            : null;
    }

    /// <param name="make">From parts to a value.</param>
    /// <param name="take">From a value to its parts.</param>
    public static Input Of(Type[] types, InputBounds bounds, int depth, Func<object?[], object?> make, Func<object?, object?[]> take)
    {
        var parts = types.Select(t => Inputs.For(t, bounds with { Length = null }, depth)).ToArray();
        return new Input(
            Gen.CollectToArray(parts.Select(p => p.Values)).Select(values => make(values)),
            value => Smaller(take(value), parts).Select(make));
    }

    /// <summary>One part smaller at a time.</summary>
    public static IEnumerable<object?[]> Smaller(object?[] values, Input[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var smaller in parts[i].Shrink(values[i]))
            {
                var copy = (object?[])values.Clone();
                copy[i] = smaller;
                yield return copy;
            }
        }
    }

    private static Func<object?, object?>? Reader(Type type, ParameterInfo parameter)
    {
        const BindingFlags Visible = BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase;
        if (type.GetProperty(parameter.Name ?? "", Visible) is { CanRead: true } property && property.PropertyType == parameter.ParameterType)
        {
            return property.GetValue;
        }

        return type.GetField(parameter.Name ?? "", Visible) is { } field && field.FieldType == parameter.ParameterType ? field.GetValue : null;
    }
}
