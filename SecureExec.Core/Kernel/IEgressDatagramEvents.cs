using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>What comes to a UDP socket from the outside. Calls are quick, do not throw and do not keep the span.</summary>
internal interface IEgressDatagramEvents
{
    /// <summary>A datagram came from a place this socket has sent to.</summary>
    void Received(IpEndpoint from, ReadOnlySpan<byte> data);
}
