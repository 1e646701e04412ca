using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Numbers. Whole ones lie within plus and minus the size, as FsCheck's do; by <c>[Range]</c> they spread over all of it, its ends among them.</summary>
internal static class NumberInputs
{
    public static Input? TryMake(Type type, InputBounds bounds)
    {
        if (Whole(type) is var (min, max))
        {
            return bounds.Range is { } range
                ? Ranged(type, Int128.Max(min, Floor(range.Min, up: true)), Int128.Min(max, Floor(range.Max, up: false)), bounds)
                : Sized(type, min, max);
        }

        return bounds.Range is { } r && (type == typeof(double) || type == typeof(float) || type == typeof(decimal))
            ? Fractions(type, Convert.ToDouble(r.Min, CultureInfo.InvariantCulture), Convert.ToDouble(r.Max, CultureInfo.InvariantCulture))
            : null;
    }

    private static Input Sized(Type type, Int128 min, Int128 max) =>
        new(Gen.Sized(size => Uniform(Int128.Max(min, -size), Int128.Min(max, size))).Select(n => Cast(n, type)), value => Smaller(value!, type, min, max));

    private static Input Ranged(Type type, Int128 min, Int128 max, InputBounds bounds)
    {
        if (min > max)
        {
            throw new InvalidPropertyException($"[Range] on '{bounds.Parameter}' holds no {type.Name}.");
        }

        var origin = Int128.Clamp(0, min, max);
        var near = Gen.Sized(size => Uniform(Int128.Max(min, origin - size), Int128.Min(max, origin + size)));
        var values = Gen.Frequency((6, near), (4, Uniform(min, max)), (1, Gen.Elements(min, max)));
        return new Input(values.Select(n => Cast(n, type)), value => Smaller(value!, type, min, max));
    }

    private static Gen<Int128> Uniform(Int128 min, Int128 max)
    {
        var span = (UInt128)(max - min) + 1;
        return Gen.Choose(int.MinValue, int.MaxValue).Two().Select(pair =>
        {
            var bits = ((ulong)(uint)pair.Item1 << 32) | (uint)pair.Item2;
            return min + (Int128)(bits % span);
        });
    }

    // Towards zero or the bound next to it: that at once, then by halves, so that a long way takes few steps.
    private static IEnumerable<object?> Smaller(object value, Type type, Int128 min, Int128 max)
    {
        var number = Int128.CreateChecked(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
        var origin = Int128.Clamp(0, min, max);
        if (number < 0 && -number <= max)
        {
            yield return Cast(-number, type);
        }

        for (var way = number - origin; way != 0; way /= 2)
        {
            yield return Cast(number - way, type);
        }
    }

    private static Input Fractions(Type type, double min, double max)
    {
        var part = Gen.Choose(0, int.MaxValue).Select(n => min * (1 - n / (double)int.MaxValue) + max * (n / (double)int.MaxValue));
        var whole = part.Select(d => Math.Clamp(Math.Round(d), min, max));
        var values = Gen.Frequency((5, part), (4, whole), (1, Gen.Elements(min, max)));
        return new Input(values.Select(d => Cast(d, type)), value => Smaller(Convert.ToDouble(value, CultureInfo.InvariantCulture), min, max).Select(d => Cast(d, type)));
    }

    private static IEnumerable<double> Smaller(double value, double min, double max)
    {
        var origin = Math.Clamp(0, min, max);
        double[] better = [origin, -value, Math.Truncate(value), Math.Round(value, 1), origin + Math.Truncate((value - origin) / 2)];
        return better.Where(d => d >= min && d <= max && Simpler(d, value)).Distinct();
    }

    private static bool Simpler(double one, double other) =>
        Math.Abs(one) < Math.Abs(other) || (one == -other && one > 0) || (one == Math.Round(one, 1) && other != Math.Round(other, 1));

    private static object? Cast(double number, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => (object)(float)number,
        TypeCode.Decimal => (object)(decimal)Math.Clamp(number, -7.9e28, 7.9e28),
        _ => (object)number,
    };

    private static Int128 Floor(object bound, bool up) => bound switch
    {
        long whole => whole,
        double d => (Int128)Math.Clamp(up ? Math.Ceiling(d) : Math.Floor(d), -1e30, 1e30),
        _ => throw new InvalidOperationException("A range is made of long or double."),
    };

    private static (Int128 Min, Int128 Max)? Whole(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
        TypeCode.Int64 => (long.MinValue, long.MaxValue),
        TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };

    private static object? Cast(Int128 number, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.UInt64 => (ulong)number,
        _ => Convert.ChangeType((long)number, type, CultureInfo.InvariantCulture),
    };
}
