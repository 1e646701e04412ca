using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <summary>Something that the supervisor's one loop has to deal with.</summary>
internal abstract record CellEvent
{
    /// <summary>A frame from outside.</summary>
    public sealed record FromTransport(Frame Frame) : CellEvent;

    /// <summary>Nobody is there any more, or what is there does not speak the protocol.</summary>
    public sealed record TransportClosed(string? Fault) : CellEvent;

    /// <summary>A frame from the host process.</summary>
    public sealed record FromHost(HostProcess Host, Frame Frame) : CellEvent;

    /// <summary>The host's report descriptor is closed, or what came over it was no frame.</summary>
    public sealed record HostClosed(HostProcess Host) : CellEvent;

    /// <param name="Status">As <c>wait</c> gives it.</param>
    public sealed record HostExited(HostProcess Host, int Status, ResourceUsage Usage) : CellEvent;
}
