using CodeRefine.Properties;
using Texts;

public class LettersProperties
{
    [Property]
    public bool A_text_twice_holds_twice_as_many(string? text) => Letters.Count(text + text, 'e') == 2 * Letters.Count(text, 'e');
}
