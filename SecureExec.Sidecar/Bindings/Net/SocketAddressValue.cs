using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>SocketAddress</c> object: never changes.</summary>
/// <param name="Name">Address and port.</param>
/// <param name="FlowLabel">The label of IPv6.</param>
internal sealed record SocketAddressValue(IpEndpoint Name, uint FlowLabel) : ISharedHandle;
