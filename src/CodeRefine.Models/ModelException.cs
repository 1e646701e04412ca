namespace CodeRefine.Models;

/// <summary>A model server did not answer as it should. The message is one sentence for people, with the server's own words where it gave any; it never holds a key.</summary>
public sealed class ModelException : Exception
{
    public ModelException(ModelFailure failure, string message) : base(message) => Failure = failure;
    public ModelException(ModelFailure failure, string message, Exception inner) : base(message, inner) => Failure = failure;

    public ModelFailure Failure { get; }

    /// <summary>How long the server asked to wait; null where it said nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed a little later.</summary>
    public bool IsTransient => Failure is ModelFailure.Busy or ModelFailure.RateLimited or ModelFailure.ConnectionLost;

    /// <summary>Whether the server had begun to answer: what it said so far is lost, but the next answer may be whole.</summary>
    public bool IsMidAnswer => Failure is ModelFailure.CutOff or ModelFailure.Malformed or ModelFailure.BrokeOff or ModelFailure.Silent;
}

public enum ModelFailure
{
    /// <summary>Nothing listens, or the name does not resolve.</summary>
    Unreachable,

    /// <summary>The connection was reset before an answer began.</summary>
    ConnectionLost,
    UnknownModel,
    Unauthorized,
    RateLimited,
    Busy,

    /// <summary>The prompt does not fit the model's context, or the server shortened it.</summary>
    PromptTooLong,

    /// <summary>The server refused the request for another reason, in its own words.</summary>
    Refused,

    /// <summary>The stream ended before the answer was done.</summary>
    CutOff,

    /// <summary>What came is not the protocol.</summary>
    Malformed,

    /// <summary>The server reported an error in the middle of its answer.</summary>
    BrokeOff,

    /// <summary>The server took the request and did not begin to answer.</summary>
    NoAnswer,

    /// <summary>Nothing more came for too long in the middle of an answer.</summary>
    Silent,

    /// <summary>The whole answer took too long.</summary>
    TooSlow,
}
