using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The class <c>ChannelWrap</c>: a resolver of <c>dns</c> with servers of its own.</summary>
internal static unsafe class DnsChannelClass
{
    private const string QueryTemplate = "QueryReqWrap";

    // ARES_EBADSTR.
    private const int BadText = 17;

    public static void Define(BindingBuilder b)
    {
        b.Realm[QueryTemplate] = b.Class(QueryTemplate, CaresWrapBinding.Request(b, QueryTemplate));
        b.Class("ChannelWrap", FsAsyncObject.Methods(b.NewClass("ChannelWrap", FsAsyncObject.FirstOwnField, &Construct))
            .Method("getServers", &GetServers)
            .Method("setServers", &SetServers)
            .Method("setLocalAddress", &SetLocalAddress)
            .Method("cancel", &Cancel)
            .Method("queryAny", &QueryAny)
            .Method("queryA", &QueryA)
            .Method("queryAaaa", &QueryAaaa)
            .Method("queryCaa", &QueryCaa)
            .Method("queryCname", &QueryCname)
            .Method("queryMx", &QueryMx)
            .Method("queryNs", &QueryNs)
            .Method("queryTlsa", &QueryTlsa)
            .Method("queryTxt", &QueryTxt)
            .Method("querySrv", &QuerySrv)
            .Method("queryPtr", &QueryPtr)
            .Method("queryNaptr", &QueryNaptr)
            .Method("querySoa", &QuerySoa)
            .Method("getHostByAddr", &GetHostByAddr));
    }

    private static DnsChannel? Of(CallInfo info) => info.Realm.Unwrap<DnsChannel>(info.This);

    // (timeout, tries, longest timeout)
    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "DNSCHANNEL");
        info.Realm.Wrap(info.This, new DnsChannel(info.Int32(0), info.Int32(1), info.Int32(2)));
    }

    private static void GetServers(CallInfo info)
    {
        if (Of(info) is not { } channel)
            return;
        var iso = info.Isolate;
        nint[] servers = [.. channel.Servers.Select(server => V8.Array(iso, [V8.Str(iso, server.Address.ToString()), V8.Int(iso, server.Port)]))];
        info.Return(V8.Array(iso, servers));
    }

    // (array of [family, address, port])
    private static void SetServers(CallInfo info)
    {
        if (Of(info) is not { } channel || V8.IsSmi(info[0]) || V8Api.IsArray(info[0]) == 0 || V8.Items(info[0], info.Context) is not { } items)
            return;
        List<IpEndpoint> servers = [];
        foreach (var item in items)
        {
            if (V8.IsSmi(item) || V8Api.IsArray(item) == 0 || V8.Items(item, info.Context) is not { Length: 3 } parts || V8Api.IsString(parts[1]) == 0
                || !IpAddress.TryParse(V8.Text(info.Isolate, parts[1]), out var address) || servers.Count == DnsChannel.MaxServers)
            {
                info.Return(BadText);
                return;
            }
            servers.Add(new IpEndpoint(address, V8.IsSmi(parts[2]) ? (ushort)V8.SmiValue(parts[2]) : (ushort)DnsChannel.Port));
        }
        channel.Servers = servers;
        info.Return(0);
    }

    // (IPv4, IPv6): queries leave by the machine's one interface, whatever its address; it only has to be one.
    private static void SetLocalAddress(CallInfo info)
    {
        if (!IsAddress(info, 0, out var first) || (!info.IsUndefined(1) && !IsAddress(info, 1, out _)))
        {
            info.ThrowTypeError("Invalid IP address.", "ERR_INVALID_ARG_VALUE");
            return;
        }
        if (!info.IsUndefined(1) && IsAddress(info, 1, out var second) && first.IsV6 == second.IsV6)
            info.ThrowTypeError(first.IsV6 ? "Cannot specify two IPv6 addresses." : "Cannot specify two IPv4 addresses.", "ERR_INVALID_ARG_VALUE");
    }

    private static bool IsAddress(CallInfo info, int index, out IpAddress address)
    {
        address = default;
        return info.IsString(index) && V8Api.StringLength(info[index]) <= 64 && IpAddress.TryParse(info.Text(index), out address);
    }

    private static void Cancel(CallInfo info)
    {
        foreach (var query in Of(info)?.Pending.ToArray() ?? [])
            info.Realm.Guest.Loop.PostCalls(() => query.Finish("ECANCELLED"));
    }

    private static void QueryAny(CallInfo info) => Query(info, DnsMessage.Any);

    private static void QueryA(CallInfo info) => Query(info, DnsMessage.A);

    private static void QueryAaaa(CallInfo info) => Query(info, DnsMessage.Aaaa);

    private static void QueryCaa(CallInfo info) => Query(info, DnsMessage.Caa);

    private static void QueryCname(CallInfo info) => Query(info, DnsMessage.Cname);

    private static void QueryMx(CallInfo info) => Query(info, DnsMessage.Mx);

    private static void QueryNs(CallInfo info) => Query(info, DnsMessage.Ns);

    private static void QueryTlsa(CallInfo info) => Query(info, DnsMessage.Tlsa);

    private static void QueryTxt(CallInfo info) => Query(info, DnsMessage.Txt);

    private static void QuerySrv(CallInfo info) => Query(info, DnsMessage.Srv);

    private static void QueryPtr(CallInfo info) => Query(info, DnsMessage.Ptr);

    private static void QueryNaptr(CallInfo info) => Query(info, DnsMessage.Naptr);

    private static void QuerySoa(CallInfo info) => Query(info, DnsMessage.Soa);

    // (request, name)
    private static void Query(CallInfo info, ushort type)
    {
        if (info.RequireString(1, "name") is { } name)
            Ask(info, name, type);
    }

    // (request, address): what /etc/hosts says, or the name under in-addr.arpa and ip6.arpa.
    private static void GetHostByAddr(CallInfo info)
    {
        if (!info.IsString(1) || V8Api.StringLength(info[1]) > 64 || !IpAddress.TryParse(info.Text(1), out var address))
        {
            info.Return(Errors.ToUv(Abi.Errno.EINVAL));
            return;
        }
        if (LocalNames.NameOf(info.Realm, address) is not { } known)
        {
            var digits = address.IsV6 ? Convert.ToHexStringLower(address.ToBytes()).Reverse().Select(c => c.ToString()) : address.ToBytes().Reverse().Select(b => $"{b}");
            Ask(info, string.Join('.', digits) + (address.IsV6 ? ".ip6.arpa" : ".in-addr.arpa"), DnsMessage.Ptr);
            return;
        }
        if (Begin(info) is not { } request)
            return;
        var realm = info.Realm;
        realm.Guest.Loop.PostCalls(() => request.Complete(0, V8.StringArray(realm.Isolate, [known])));
        info.Return(0);
    }

    private static void Ask(CallInfo info, string name, ushort type)
    {
        if (Of(info) is not { } channel || Begin(info) is not { } request)
            return;
        new DnsQuery(info.Realm, channel, request, name, type).Start();
        info.Return(0);
    }

    private static LoopRequest? Begin(CallInfo info) =>
        StreamMethods.IsInstance(info, 0, info.Realm[QueryTemplate], QueryTemplate) ? new LoopRequest(info.Realm, info[0], "QUERYWRAP", "QueryReqWrap") : null;
}
