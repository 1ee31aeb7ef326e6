using SecureExec.Abi;
using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>What happens to a connection to the outside. Calls are quick, do not throw and do not keep a span.</summary>
internal interface IEgressStreamEvents
{
    /// <summary>It stands.</summary>
    /// <param name="local">Its own name, which the guest sees: an address of the VM, never one of the host's.</param>
    void Connected(IpEndpoint local);

    /// <summary>It could not be made (ECONNREFUSED, ETIMEDOUT, EACCES, ...) or broke (ECONNRESET); nothing follows.</summary>
    /// <param name="errno">What went wrong.</param>
    /// <param name="reason">Why the policy or the guard of addresses refused, in words for the guest; null for other errors.</param>
    void Failed(Errno errno, string? reason);

    /// <summary>Bytes came, within the window.</summary>
    void Received(ReadOnlySpan<byte> data);

    /// <summary>The other side writes no more.</summary>
    void Ended();

    /// <summary>There is room to write again.</summary>
    void Writable();
}
