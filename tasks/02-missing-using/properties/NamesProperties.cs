using CodeRefine.Properties;
using People;

public class NamesProperties
{
    [Property]
    public bool There_are_two_characters_for_each_word(byte words) =>
        Names.Initials(string.Join(' ', Enumerable.Repeat("x", words))).Length == 2 * words;
}
