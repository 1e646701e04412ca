namespace CodeRefine.TestHost.Protocol;

/// <summary>The other end does not speak the protocol, or its stream was cut.</summary>
internal sealed class ProtocolException : Exception
{
    public ProtocolException(string message) : base(message) { }
    public ProtocolException(string message, Exception inner) : base(message, inner) { }
}
