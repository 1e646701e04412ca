using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>Conditions made of the values in scope: what guards and refined conditions ask about.</summary>
internal static class Predicates
{
    private const int MostValues = 6, MostBounds = 12;

    /// <summary>Most usual first: emptiness, null, bounds against 0 and 1, comparisons of two values of one type.</summary>
    public static IEnumerable<(string Code, double Weight)> Over(IReadOnlyList<ScopeValue> values)
    {
        var near = values.Where(v => v.Nearness < 2).Take(MostValues).ToList();
        foreach (var value in near)
        {
            foreach (var found in OfOne(value))
            {
                yield return found;
            }
        }

        for (var i = 0; i < near.Count; i++)
        {
            for (var j = 0; j < near.Count; j++)
            {
                foreach (var found in OfTwo(near[i], near[j], i < j))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>Bounds by numbers that stand elsewhere: in the code, the checks, the statement.</summary>
    public static IEnumerable<(string Code, double Weight)> Bounds(IEnumerable<ScopeValue> values, LiteralPool literals)
    {
        foreach (var value in values)
        {
            // 0, 1 and 2 are asked about anyway.
            foreach (var number in literals.Integers.Where(n => n.TrimEnd('L', 'l', 'u', 'U').Length > 1 || n[0] > '2').Take(MostBounds))
            {
                yield return ($"{value.Name} < {number}", 0.35);
                yield return ($"{value.Name} > {number}", 0.3);
                yield return ($"{value.Name} <= {number}", 0.3);
                yield return ($"{value.Name} >= {number}", 0.3);
            }
        }
    }

    private static IEnumerable<(string, double)> OfOne(ScopeValue value)
    {
        var (name, type) = (value.Name, value.Type);
        if (type.IsBool())
        {
            yield return (name, 0.8);
            yield return ($"!{name}", 0.8);
        }
        else if (type.IsNumeric())
        {
            yield return ($"{name} == 0", 1);
            yield return ($"{name} < 0", 0.9);
            yield return ($"{name} <= 0", 0.8);
            yield return ($"{name} > 0", 0.8);
            yield return ($"{name} < 2", 0.7);
            yield return ($"{name} == 1", 0.7);
            yield return ($"{name} != 0", 0.6);
        }
        else if (type.CountMember() is { } count)
        {
            yield return ($"{name}.{count} == 0", 1);
            yield return ($"{name}.{count} > 0", 0.7);
            yield return ($"{name}.{count} == 1", 0.5);
        }

        if (type.CanBeNull())
        {
            yield return ($"{name} is null", value.Type.NullableAnnotation == NullableAnnotation.Annotated ? 0.9 : 0.4);
            yield return ($"{name} is not null", value.Type.NullableAnnotation == NullableAnnotation.Annotated ? 0.7 : 0.3);
        }
    }

    private static IEnumerable<(string, double)> OfTwo(ScopeValue one, ScopeValue other, bool once)
    {
        if (one.Type.IsNumeric() && one.Type.SameAs(other.Type) && once)
        {
            yield return ($"{one.Name} == {other.Name}", 0.6);
            yield return ($"{one.Name} < {other.Name}", 0.6);
            yield return ($"{one.Name} > {other.Name}", 0.6);
            yield return ($"{one.Name} <= {other.Name}", 0.4);
            yield return ($"{one.Name} >= {other.Name}", 0.4);
        }
        else if (one.Type.IsInteger() && other.Type.CountMember() is { } count)
        {
            yield return ($"{one.Name} < {other.Name}.{count}", 0.6);
            yield return ($"{one.Name} >= {other.Name}.{count}", 0.6);
        }
        else if (other.Type.ElementType() is { } element && element.SameAs(one.Type) && TypeFacts.HasMethod(other.Type, "Contains"))
        {
            yield return ($"{other.Name}.Contains({one.Name})", 0.6);
            yield return ($"!{other.Name}.Contains({one.Name})", 0.6);
        }
        else if (other.Type is INamedTypeSymbol { TypeArguments: [var key, _] } && key.SameAs(one.Type) && TypeFacts.HasMethod(other.Type, "ContainsKey"))
        {
            yield return ($"{other.Name}.ContainsKey({one.Name})", 0.6);
            yield return ($"!{other.Name}.ContainsKey({one.Name})", 0.6);
        }
    }
}
