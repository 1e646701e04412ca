using CodeRefine.Core;

namespace CodeRefine.Models;

/// <summary>Reads a server's address as people write it: with or without a scheme, and with 0.0.0.0 for "this machine", as Ollama's own variable allows.</summary>
internal static class ServerAddress
{
    /// <param name="defaultPort">Used where the text has neither scheme nor port; null keeps the scheme's own.</param>
    /// <param name="where">The variable, key or option that the text stands in.</param>
    public static Uri Parse(string text, int? defaultPort, string where)
    {
        text = text.Trim();
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? text : $"http://{text}", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new UserErrorException($"{where} is '{text}', which is not the address of a server; write it as http://HOST:PORT.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new UserErrorException($"{where} holds a user name or password, which would end up in logs; take it out and put a key into OPENAI_API_KEY.");
        }

        var parts = new UriBuilder(uri) { Query = "", Fragment = "" };
        if (!hasScheme && defaultPort is { } port && uri.IsDefaultPort)
        {
            parts.Port = port;
        }

        if (uri.Host is "0.0.0.0" or "[::]")
        {
            parts.Host = "127.0.0.1";
        }

        return parts.Uri;
    }
}
