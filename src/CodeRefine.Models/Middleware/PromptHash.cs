using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Middleware;

/// <summary>Names a prompt by what it says: SHA-256 over roles and texts, lower-case hexadecimal.</summary>
public static class PromptHash
{
    public static string Of(IEnumerable<ChatMessage> messages)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in messages)
        {
            var text = Encoding.UTF8.GetBytes(message.Text);
            sha.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{message.Role.Value} {text.Length}\n")));
            sha.AppendData(text);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
