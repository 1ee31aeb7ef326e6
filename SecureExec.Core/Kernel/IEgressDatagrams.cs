using SecureExec.Kernel.Net;

namespace SecureExec.Kernel;

/// <summary>A UDP socket to the outside. No call blocks or throws.</summary>
internal interface IEgressDatagrams
{
    /// <summary>Sends one datagram, or as UDP may loses it. EACCES where the policy denies, ENETUNREACH, EMSGSIZE.</summary>
    SysResult<Unit> Send(IpEndpoint to, ReadOnlySpan<byte> data);

    /// <summary>The guest has closed it; no events follow.</summary>
    void Close();
}
