namespace CodeRefine.Models;

/// <summary>A secret that goes into a request's header and nowhere else: it prints as dots, and what serialises objects finds no property to read.</summary>
public sealed class ApiKey
{
    private readonly string secret;

    public ApiKey(string secret) => this.secret = secret.Trim();

    /// <summary>Null for an empty one.</summary>
    public static ApiKey? FromText(string? secret) => string.IsNullOrWhiteSpace(secret) ? null : new ApiKey(secret);

    public override string ToString() => "•••";

    internal string Reveal() => secret;

    /// <summary>Takes the key out of a text that a server sent back.</summary>
    internal string Scrub(string text) => secret.Length < 4 ? text : text.Replace(secret, "•••", StringComparison.Ordinal);
}
