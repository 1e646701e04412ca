namespace CodeRefine.Core;

/// <summary>Something that the user can mend: the message says in one sentence what is wrong, where, and what to do. Printed without a stack.</summary>
public sealed class UserErrorException : Exception
{
    public UserErrorException(string message, UserErrorKind kind = UserErrorKind.Input) : base(message) => Kind = kind;
    public UserErrorException(string message, Exception inner, UserErrorKind kind = UserErrorKind.Input) : base(message, inner) => Kind = kind;

    public UserErrorKind Kind { get; }
}

/// <summary>Whose side the fault is on; each has an exit code.</summary>
public enum UserErrorKind
{
    /// <summary>The user's input is wrong: exit code 2.</summary>
    Input,

    /// <summary>The environment is: no sandbox, model unreachable. Exit code 3.</summary>
    Environment,
}
