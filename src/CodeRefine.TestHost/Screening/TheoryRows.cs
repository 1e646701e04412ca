using System.Reflection;
using CodeRefine.Properties.Generation;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Screening;

/// <summary>A theory's rows, from its own data attributes, as xunit's discoverer asks them.</summary>
internal static class TheoryRows
{
    /// <summary>Rows beyond which screening one variant is no longer quick.</summary>
    private const int Most = 2000;

    /// <returns>For each row what gives its arguments; null where the rows can't be had so.</returns>
    public static IReadOnlyList<Func<object?[]>>? Of(MethodInfo method)
    {
        var sources = method.GetCustomAttributes<DataAttribute>().ToList();
        if (sources.Count == 0 || sources.Any(s => s.Skip is not null))
        {
            return null;
        }

        var rows = new List<Func<object?[]>>();
        foreach (var source in sources)
        {
            var values = source.GetData(method)?.Take(Most + 1).ToList();
            if (values is null || rows.Count + values.Count > Most)
            {
                return null;
            }

            rows.AddRange(values.Select((row, index) => Row(method, source, row, index)));
        }

        return rows;
    }

    private static Func<object?[]> Row(MethodInfo method, DataAttribute source, object?[] row, int index)
    {
        var first = Arguments(method, row);
        return first.All(IsConstant) ? () => first
            : first.All(v => IsConstant(v) || IsCopied(v!)) ? () => [.. first.Select(Copies.Of)]

            // What a test may change is made anew for each variant: all rows, up to this one.
            : () => Arguments(method, source.GetData(method).ElementAt(index));
    }

    private static object?[] Arguments(MethodInfo method, object?[] row) =>
        Reflector.ConvertArguments(method.ResolveMethodArguments(row!), [.. method.GetParameters().Select(p => p.ParameterType)]);

    private static bool IsConstant(object? value) =>
        value is null or string or decimal or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Guid or Type or Uri or Version or System.Numerics.BigInteger || value.GetType() is { IsPrimitive: true } or { IsEnum: true };

    private static bool IsCopied(object value) =>
        value is Array { Rank: 1 } array ? array.Cast<object?>().All(v => IsConstant(v) || IsCopied(v!))
        : value is System.Collections.IEnumerable items && value.GetType() is { IsGenericType: true } type && type.Assembly == typeof(List<>).Assembly && !ReferenceEquals(Copies.Of(value), value)
            && type.GetGenericArguments().All(a => a.IsPrimitive || a == typeof(string)) && items is not null;
}
