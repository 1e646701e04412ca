using System.Reflection;

namespace CodeRefine.Properties.Generation;

/// <summary>What a parameter's attributes ask for. Handed down from a collection to its elements without what belongs to the collection alone.</summary>
internal sealed record InputBounds
{
    public RangeAttribute? Range { get; init; }
    public LengthAttribute? Length { get; init; }
    public OneOfAttribute? OneOf { get; init; }
    public CharsAttribute? Chars { get; init; }

    /// <summary>The parameter's name, for messages.</summary>
    public required string Parameter { get; init; }

    public InputBounds ForElements => this with { Length = null };

    /// <exception cref="InvalidPropertyException">Bounds that exclude everything.</exception>
    public static InputBounds Of(ParameterInfo parameter)
    {
        var bounds = new InputBounds
        {
            Parameter = parameter.Name ?? "_",
            Range = parameter.GetCustomAttribute<RangeAttribute>(),
            Length = parameter.GetCustomAttribute<LengthAttribute>(),
            OneOf = parameter.GetCustomAttribute<OneOfAttribute>(),
            Chars = parameter.GetCustomAttribute<CharsAttribute>(),
        };
        if (bounds.Length is { } length && (length.Min < 0 || length.Max < length.Min))
        {
            throw new InvalidPropertyException($"[Length({length.Min}, {length.Max})] on '{bounds.Parameter}' leaves no length: it takes a minimum from 0 and a maximum that is not below it.");
        }

        if (bounds.Range is { } range && !(Convert.ToDouble(range.Min, null) <= Convert.ToDouble(range.Max, null)))
        {
            throw new InvalidPropertyException($"[Range({range.Min}, {range.Max})] on '{bounds.Parameter}' leaves no number: the first is the lower bound.");
        }

        return bounds.Chars is { Characters: "" } || bounds.OneOf is { Values.Count: 0 }
            ? throw new InvalidPropertyException($"'{bounds.Parameter}' has an attribute without a value to choose from.")
            : bounds;
    }
}
