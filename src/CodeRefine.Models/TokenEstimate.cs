using Microsoft.Extensions.AI;

namespace CodeRefine.Models;

/// <summary>
/// How many tokens a text may take, without the model's own tokenizer: rather too many than too few, so that what is
/// reserved suffices. Words count a token for each four letters, digits and signs one each (several models split
/// numbers by digit), runs of white space one, and letters beyond ASCII two.
/// </summary>
public static class TokenEstimate
{
    /// <summary>What a chat template adds around a message.</summary>
    private const int PerMessage = 12;

    public static long Of(IEnumerable<ChatMessage> messages) => messages.Sum(m => Of(m.Text) + PerMessage);

    public static long Of(string text)
    {
        long tokens = 0;
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            if (char.IsAsciiLetter(text[i]))
            {
                while (i < text.Length && char.IsAsciiLetter(text[i]))
                {
                    i++;
                }

                tokens += (i - start + 3) / 4;
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                {
                    i++;
                }

                // One space before a word is part of the word's token.
                tokens += i - start == 1 && text[start] == ' ' ? 0 : 1 + ((i - start) / 16);
            }
            else
            {
                tokens += char.IsAscii(text[i++]) ? 1 : 2;
            }
        }

        return tokens;
    }
}
