using System.Globalization;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Values out of a list: constants by attribute, enums, booleans, and null beside another type's values.</summary>
internal static class ChoiceInputs
{
    public static Input? TryMake(Type type, InputBounds bounds)
    {
        if (bounds.OneOf is { } oneOf && Fit(oneOf, type) is { } constants)
        {
            return Of(constants);
        }

        if (type == typeof(bool))
        {
            return Of([false, true]);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type).Cast<object?>().Distinct().ToArray();
            return values.Length == 0 ? Of([Activator.CreateInstance(type)]) : Of(values);
        }

        return Nullable.GetUnderlyingType(type) is { } inner ? OrNull(Inputs.For(inner, bounds, 0)) : null;
    }

    public static Input Of(object?[] values) =>
        new(Gen.Elements(values), value => values.TakeWhile(v => !Equals(v, value)));

    private static Input OrNull(Input inner) =>
        new(Gen.Frequency<object?>((7, inner.Values), (1, Gen.Constant<object?>(null))), value => value is null ? [] : inner.Shrink(value).Prepend(null));

    // A collection's elements are asked in their turn: constants of another type are no mistake yet.
    private static object?[]? Fit(OneOfAttribute oneOf, Type type)
    {
        var fitting = new object?[oneOf.Values.Count];
        for (var i = 0; i < fitting.Length; i++)
        {
            if (!TryFit(oneOf.Values[i], type, out fitting[i]))
            {
                return null;
            }
        }

        return fitting;
    }

    private static bool TryFit(object? value, Type type, out object? fitting)
    {
        fitting = value;
        if (value is null)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsInstanceOfType(value))
        {
            return true;
        }

        if (!target.IsPrimitive && target != typeof(decimal) || value is string)
        {
            return false;
        }

        try
        {
            fitting = Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            return true;
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException)
        {
            return false;
        }
    }
}
