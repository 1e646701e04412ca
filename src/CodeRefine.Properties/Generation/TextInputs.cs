using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Characters and strings, never null. Mostly printable ASCII, now and then what trips code up: controls, accents, other scripts.</summary>
internal static class TextInputs
{
    private const string Unusual = "\0\t\n\r\"'\\éßΩжñİ中\u200b";
    private const string Simplest = "abcABC01 ";

    public static Input? TryMake(Type type, InputBounds bounds)
    {
        if (type == typeof(char))
        {
            return Character(bounds);
        }

        return type == typeof(string) ? Text(bounds) : null;
    }

    private static Input Character(InputBounds bounds)
    {
        if (bounds.Chars is { } chars)
        {
            return ChoiceInputs.Of([.. chars.Characters.Distinct().Cast<object?>()]);
        }

        var values = Gen.Frequency((6, Gen.Choose('a', 'e')), (12, Gen.Choose(' ', '~')), (1, Gen.Elements(Unusual.Select(c => (int)c))));
        return new Input(values.Select(c => (object?)(char)c), value => Simplest.TakeWhile(c => c != (char)value!).Cast<object?>());
    }

    private static Input Text(InputBounds bounds)
    {
        var characters = CollectionInputs.Items(Character(bounds.ForElements), bounds.Length);
        return new Input(
            characters.Values.Select(items => (object?)string.Concat(((object?[])items!).Cast<char>())),
            value => characters.Shrink(((string)value!).Select(c => (object?)c).ToArray()).Select(items => string.Concat(((object?[])items!).Cast<char>())));
    }
}
