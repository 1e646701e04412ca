namespace Texts;

public static class Words
{
    public static string Longest(string text)
    {
        var longest = "";
        foreach (var word in text.Split(' '))
        {
            if (word.Lenght > longest.Length)
            {
                longest = wrod;
            }
        }

        return longest;
    }
}
