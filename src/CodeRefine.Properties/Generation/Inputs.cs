using System.Reflection;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Chooses by type how a parameter's values are made. What it does not know itself, FsCheck's defaults do.</summary>
internal static class Inputs
{
    // A record in a record in a record…: one that holds itself would go on for ever.
    private const int MaxDepth = 8;

    /// <exception cref="InvalidPropertyException">No values can be made, or an attribute does not fit.</exception>
    public static Input For(ParameterInfo parameter)
    {
        var bounds = InputBounds.Of(parameter);
        var input = parameter.GetCustomAttribute<GeneratorAttribute>() is { } generator
            ? CustomInputs.From(generator, parameter.ParameterType, bounds.Parameter)
            : For(parameter.ParameterType, bounds, 0);
        return parameter.GetCustomAttribute<SizeAttribute>() is { } size
            ? input with { Values = Gen.Sized(s => Gen.Resize(input.Values, Math.Min(s, size.Max))) }
            : input;
    }

    public static Input For(Type type, InputBounds bounds, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidPropertyException($"The type of '{bounds.Parameter}' is nested too deep, or holds itself: give it [Generator(typeof(…))].");
        }

        return ChoiceInputs.TryMake(type, bounds)
            ?? NumberInputs.TryMake(type, bounds)
            ?? TextInputs.TryMake(type, bounds)
            ?? CollectionInputs.TryMake(type, bounds, depth)
            ?? ProductInputs.TryMake(type, bounds, depth)
            ?? CustomInputs.Default(type, bounds.Parameter);
    }
}
