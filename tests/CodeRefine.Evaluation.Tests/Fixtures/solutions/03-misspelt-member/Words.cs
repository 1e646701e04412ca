namespace Texts;

public static class Words
{
    public static string Longest(string text)
    {
        var longest = "";
        foreach (var word in text.Split(' '))
        {
            if (word.Length > longest.Length)
            {
                longest = word;
            }
        }

        return longest;
    }
}
