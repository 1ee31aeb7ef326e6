using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('cares_wrap')</c>: names and addresses.</summary>
internal static unsafe class CaresWrapBinding
{
    private const string LookupTemplate = "GetAddrInfoReqWrap", NameTemplate = "GetNameInfoReqWrap";

    public static void Define(BindingBuilder b)
    {
        b.Function("getaddrinfo", &GetAddrInfo)
            .Function("getnameinfo", &GetNameInfo)
            .Function("canonicalizeIP", &Canonicalize)
            .Function("convertIpv6StringToBuffer", &ToBuffer)
            .Function("strerror", &StrError);
        b.Realm[LookupTemplate] = b.Class(LookupTemplate, Request(b, LookupTemplate));
        b.Realm[NameTemplate] = b.Class(NameTemplate, Request(b, NameTemplate));
        DnsChannelClass.Define(b);
    }

    /// <summary>A class of request objects.</summary>
    public static ClassBuilder Request(BindingBuilder b, string name) =>
        FsAsyncObject.Methods(b.NewClass(name, FsAsyncObject.FirstOwnField, &StreamWrapBinding.Construct));

    // (request, host name, family, hints, order); answers 0 or libuv's error, and the request tells the addresses.
    private static void GetAddrInfo(CallInfo info)
    {
        if (!StreamMethods.IsInstance(info, 0, info.Realm[LookupTemplate], LookupTemplate) || info.RequireString(1, "hostname") is not { } name)
            return;
        var (realm, family, order) = (info.Realm, info.Int32(2), (AddressOrder)info.Int32(4));
        var request = new LoopRequest(realm, info[0], "GETADDRINFOREQWRAP", "GetAddrInfoReqWrap");
        var loop = realm.Guest.Loop;
        if (LocalNames.Resolve(realm, name, family) is { } known)
        {
            loop.PostCalls(() => Complete(realm, request, known.Count > 0 ? 0 : DnsStatus.NoName, known, order));
            return;
        }
        var errno = realm.Guest.Sys.Net.Lookup(name, family, answer => loop.PostCalls(() =>
        {
            var found = answer.IsError(out var addresses, out var failed) ? [] : addresses;
            Complete(realm, request, failed != Errno.Success ? DnsStatus.OfLookup(failed) : found.Count == 0 ? DnsStatus.NoName : 0, found, order);
        })).Error;
        if (errno == Errno.Success)
            return;
        if (errno == Errno.EACCES)
        {
            request.Abandon();
            info.Return(Errors.ToUv(errno));
            return;
        }
        loop.PostCalls(() => Complete(realm, request, DnsStatus.OfLookup(errno), [], order));
    }

    private static void Complete(Realm realm, LoopRequest request, int status, IReadOnlyList<IpAddress> addresses, AddressOrder order)
    {
        var sorted = order switch
        {
            AddressOrder.Ipv4First => addresses.OrderBy(address => address.IsV6),
            AddressOrder.Ipv6First => addresses.OrderByDescending(address => address.IsV6),
            _ => addresses.AsEnumerable(),
        };
        request.Complete(status, status == 0 ? V8.StringArray(realm.Isolate, [.. sorted.Select(address => address.ToString())]) : V8.Undefined(realm.Isolate));
    }

    // (request, address, port)
    private static void GetNameInfo(CallInfo info)
    {
        if (!StreamMethods.IsInstance(info, 0, info.Realm[NameTemplate], NameTemplate))
            return;
        if (!info.IsString(1) || !IpAddress.TryParse(info.Text(1), out var address))
        {
            info.Return(Errors.ToUv(Errno.EINVAL));
            return;
        }
        var (realm, port) = (info.Realm, info.Int32(2));
        var request = new LoopRequest(realm, info[0], "GETNAMEINFOREQWRAP", "GetNameInfoReqWrap");
        var name = LocalNames.NameOf(realm, address);
        realm.Guest.Loop.PostCalls(() =>
        {
            var iso = realm.Isolate;
            if (name is null)
                request.Complete(DnsStatus.NoName);
            else
                request.Complete(0, V8.Str(iso, name), V8.Str(iso, LocalNames.ServiceOf(realm, port)));
        });
    }

    // (text)
    private static void Canonicalize(CallInfo info)
    {
        if (info.IsString(0) && V8Api.StringLength(info[0]) <= 64 && IpAddress.TryParse(info.Text(0), out var address))
            info.Return(address.ToString());
    }

    // (text)
    private static void ToBuffer(CallInfo info)
    {
        if (info.IsString(0) && V8Api.StringLength(info[0]) <= 64 && IpAddress.TryParse(info.Text(0), out var address) && address.IsV6)
            info.Return(NodeBuffer.Create(info.Realm, address.ToBytes()));
    }

    // (number)
    private static void StrError(CallInfo info) => info.Return(DnsStatus.TextOf(info.Int32(0)));

    /// <summary>DNS_ORDER_* of Node.</summary>
    private enum AddressOrder
    {
        Verbatim = 0,
        Ipv4First = 1,
        Ipv6First = 2,
    }
}
