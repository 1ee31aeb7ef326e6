using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Names of sockets as Node's library gives and takes them.</summary>
internal static class SocketNames
{
    /// <summary>Reads an address and a port as libuv does. False: it is no address of the family (EINVAL).</summary>
    public static bool TryRead(CallInfo info, int index, bool isV6, out IpEndpoint name)
    {
        name = default;
        if (!info.IsString(index) || V8Api.StringLength(info[index]) > 64)
            return false;
        var text = V8.Text(info.Isolate, info[index]).AsSpan();
        if (isV6 && text.IndexOf('%') is >= 0 and var zone)
            text = text[..zone];
        if (!IpAddress.TryParse(text, out var address) || address.IsV6 != isV6)
            return false;
        name = new IpEndpoint(address, (ushort)info.Int32(index + 1));
        return true;
    }

    /// <summary>Sets <c>address</c>, <c>family</c> and <c>port</c> of an object (<c>AddressToJS</c>).</summary>
    public static void Write(Realm realm, nint target, IpEndpoint name)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        V8.Set(iso, context, target, "address", V8.Str(iso, name.Address.ToString()));
        V8.Set(iso, context, target, "family", V8.Name(iso, name.Address.IsV6 ? "IPv6" : "IPv4"));
        V8.Set(iso, context, target, "port", V8.Int(iso, name.Port));
    }
}
