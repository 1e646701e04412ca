namespace CodeRefine.Properties;

/// <summary>The property itself is not well-formed: an attribute that does not fit, a type of which no values can be made. The message says what to change.</summary>
public sealed class InvalidPropertyException : Exception
{
    internal InvalidPropertyException(string message) : base(message) { }
    internal InvalidPropertyException(string message, Exception inner) : base(message, inner) { }
}
