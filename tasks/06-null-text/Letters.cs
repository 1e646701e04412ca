namespace Texts;

public static class Letters
{
    public static int Count(string? text, char letter)
    {
        var count = 0;
        foreach (var character in text)
        {
            if (char.ToLowerInvariant(character) == char.ToLowerInvariant(letter))
            {
                count++;
            }
        }

        return count;
    }
}
