namespace CodeRefine.Models;

/// <summary>Offered by a chat client's <c>GetService</c> where it can find out how much the model holds.</summary>
public interface IContextLength
{
    /// <summary>Tokens of prompt and answer together; null where the server does not say.</summary>
    /// <exception cref="ModelException">The server does not answer or does not know the model.</exception>
    ValueTask<int?> GetContextLengthAsync(CancellationToken cancellationToken);

    /// <summary>Tokens kept for the answer.</summary>
    int AnswerTokens { get; }
}
