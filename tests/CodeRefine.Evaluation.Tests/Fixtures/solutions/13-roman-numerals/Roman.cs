namespace Numerals;

public static class Roman
{
    private static readonly (int Value, string Numeral)[] Parts =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];

    public static string From(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 3999);
        var text = "";
        foreach (var (value, numeral) in Parts)
        {
            while (number >= value)
            {
                text += numeral;
                number -= value;
            }
        }

        return text;
    }
}
