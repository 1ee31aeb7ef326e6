using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>SocketAddress</c> object: never changes.</summary>
/// <param name="Name">Address and port.</param>
/// <param name="FlowLabel">The label of IPv6.</param>
internal sealed record SocketAddressValue(IpEndpoint Name, uint FlowLabel) : ISharedHandle
{
    public ISharedHandle Share() => this;

    public nint NewObject(Realm realm) => BlockListBinding.NewObject(realm, BlockListBinding.AddressTemplate, this);
}
