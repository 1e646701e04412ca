namespace CodeRefine.Properties;

/// <summary>Bounds every number in the parameter's values, both ends included: the number itself, or a collection's elements. A bound that the type cannot hold is cut to what it can.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RangeAttribute : Attribute
{
    public RangeAttribute(long min, long max) => (Min, Max) = (min, max);
    public RangeAttribute(double min, double max) => (Min, Max) = (min, max);

    /// <summary>A <c>long</c> or a <c>double</c>.</summary>
    public object Min { get; }

    /// <summary>A <c>long</c> or a <c>double</c>.</summary>
    public object Max { get; }
}

/// <summary>Caps the size that the parameter is made with: numbers within plus and minus this, collections of at most as many elements.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SizeAttribute(int max) : Attribute
{
    public int Max { get; } = max;
}

/// <summary>Bounds the length of the parameter's collection or string, both ends included; of nested ones, the outermost.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LengthAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;
    public int Max { get; } = max;
}

/// <summary>The parameter, or each element of its collection, is one of these. Earlier ones count as smaller.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OneOfAttribute(params object?[] values) : Attribute
{
    public IReadOnlyList<object?> Values { get; } = values;
}

/// <summary>The parameter's characters, in strings and on their own, are among these. Earlier ones count as smaller.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CharsAttribute(string characters) : Attribute
{
    public string Characters { get; } = characters;
}

/// <summary>
/// Values come from a static member of <paramref name="source"/>: a property, field or parameterless method that gives an FsCheck
/// <c>Arbitrary&lt;T&gt;</c> or <c>Gen&lt;T&gt;</c> of the parameter's type. Which one is found by type, or by <see cref="Member"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GeneratorAttribute(Type source) : Attribute
{
    public Type Source { get; } = source;

    /// <summary>The member's name; needed where several fit.</summary>
    public string? Member { get; set; }
}
