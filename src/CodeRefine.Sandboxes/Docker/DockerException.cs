using System.Net;

namespace CodeRefine.Sandboxes.Docker;

/// <summary>The engine could not be reached, or refused; the message is one sentence with the engine's own words.</summary>
public sealed class DockerException : Exception
{
    public DockerException(string message) : base(message) { }
    public DockerException(string message, Exception inner) : base(message, inner) { }
    public DockerException(string message, HttpStatusCode status) : base(message) => Status = status;

    /// <summary>The engine's answer; null where there was none.</summary>
    public HttpStatusCode? Status { get; }
}
