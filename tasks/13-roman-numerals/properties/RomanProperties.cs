using CodeRefine.Properties;
using Numerals;

public class RomanProperties
{
    [Property]
    public bool Adding_a_thousand_puts_an_M_in_front(byte hundreds, byte ones)
    {
        var number = 1 + hundreds % 20 * 100 + ones % 99;
        return Roman.From(number + 1000) == "M" + Roman.From(number);
    }
}
