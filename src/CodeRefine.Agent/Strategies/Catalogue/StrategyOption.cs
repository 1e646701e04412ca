using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CodeRefine.Agent.Strategies.Catalogue;

/// <summary>One option of a strategy, as people read it.</summary>
/// <param name="Name">As in <c>--strategy-option name=value</c>.</param>
/// <param name="Default">As text.</param>
/// <param name="Expected">For example <c>a whole number from 1 to 100</c>.</param>
/// <param name="Choices">Every right value, where they can be listed; else empty.</param>
public record StrategyOption(string Name, string Default, string Expected, string Description, ImmutableArray<string> Choices);

/// <summary>An option that sets a property of <typeparamref name="T"/>.</summary>
public sealed record StrategyOption<T>(string Name, string Default, string Expected, string Description, ImmutableArray<string> Choices, Func<T, string, T?> Set) : StrategyOption(Name, Default, Expected, Description, Choices)
    where T : class;

/// <summary>Makes options out of the properties of an options record: the default is the record's own.</summary>
#pragma warning disable CA1000 // What the options are of can't be inferred from the lambdas, and stands once this way.
public static class OptionOf<T>
    where T : class, new()
{
    public static StrategyOption<T> Whole(string name, int least, int most, Func<T, int> get, Func<T, int, T> with, string description) => new(
        name, get(new T()).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), description, [],
        (o, text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? with(o, n) : null);

    public static StrategyOption<T> Number(string name, double least, double most, Func<T, double> get, Func<T, double, T> with, string description) => new(
        name, get(new T()).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), description, [],
        (o, text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? with(o, n) : null);

    public static StrategyOption<T> Choice<TEnum>(string name, Func<T, TEnum> get, Func<T, TEnum, T> with, string description)
        where TEnum : struct, Enum
    {
        var values = Enum.GetValues<TEnum>().ToDictionary(v => Kebab(v.ToString()), StringComparer.Ordinal);
        return new(name, Kebab(get(new T()).ToString()), $"one of {string.Join(", ", values.Keys)}", description, [.. values.Keys], (o, text) => values.TryGetValue(text, out var value) ? with(o, value) : null);
    }

    public static StrategyOption<T> OnOff(string name, Func<T, bool> get, Func<T, bool, T> with, string description) => new(
        name, get(new T()) ? "on" : "off", "on or off", description, ["on", "off"], (o, text) => text switch { "on" => with(o, true), "off" => with(o, false), _ => null });

    /// <summary>Whether critiques that the model writes are tried on a student before they are used: <see cref="Critics.CritiqueGate"/>.</summary>
    public static StrategyOption<T> Gate(Func<T, int> get, Func<T, int, T> with) => Whole("gate", 0, 50, get, with,
        "Try each critique on a student first: it repairs so many times without it and with it, and what does not help is dropped (2 × gate calls and attempts a critique; paper: 10); 0 uses it untried");

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString());
        }

        return text.ToString();
    }
}
#pragma warning restore CA1000
