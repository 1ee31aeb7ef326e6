using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('block_list')</c>: <c>net.BlockList</c> and <c>net.SocketAddress</c>.</summary>
internal static unsafe class BlockListBinding
{
    /// <summary>Keys of the classes' templates.</summary>
    public const string AddressTemplate = "socketAddressTemplate", ListTemplate = "blockListTemplate";

    private const int Inet = 2, Inet6 = 10;

    public static void Define(BindingBuilder b)
    {
        b.Realm[AddressTemplate] = b.Class("SocketAddress", b.NewClass("SocketAddress", 1, &ConstructAddress)
            .Method("detail", &Detail)
            .Method("legacyDetail", &LegacyDetail)
            .Method("flowlabel", &FlowLabel));
        b.Realm[ListTemplate] = b.Class("BlockList", b.NewClass("BlockList", 1, &ConstructList)
            .Method("addAddress", &AddAddress)
            .Method("addAddresses", &AddAddresses)
            .Method("addRange", &AddRange)
            .Method("addSubnet", &AddSubnet)
            .Method("removeAddress", &RemoveAddress)
            .Method("removeRange", &RemoveRange)
            .Method("removeSubnet", &RemoveSubnet)
            .Method("check", &Check)
            .Method("checkString", &CheckString)
            .Method("getRules", &GetRules)
            .Method("getSize", &GetSize)
            .Method("clear", &Clear));
    }

    /// <summary>An object of one of the two classes (a local) over what a message brought; 0: an exception is pending.</summary>
    public static nint NewObject(Realm realm, string template, ISharedHandle native)
    {
        BindingTable.Require(realm, "block_list");
        return NativeWrappers.New(realm, realm[template], native);
    }

    // (address, port, family, flow label)
    private static void ConstructAddress(CallInfo info)
    {
        V8Api.ObjectSetInternal(info.This, 0, V8.Int(info.Isolate, 0));
        if (!TryParse(info, 0, info.Int32(2), out var address))
        {
            info.Throw("Invalid socket address", "ERR_INVALID_ADDRESS");
            return;
        }
        info.Realm.Wrap(info.This, new SocketAddressValue(new IpEndpoint(address, (ushort)info.Int32(1)), (uint)info.Int32(3)));
    }

    private static void ConstructList(CallInfo info) => info.Realm.Wrap(info.This, new BlockListRules());

    // (object to fill)
    private static void Detail(CallInfo info)
    {
        if (info.Realm.Unwrap<SocketAddressValue>(info.This) is not { } value || !info.IsObject(0))
            return;
        var (iso, context) = (info.Isolate, info.Context);
        V8.Set(iso, context, info[0], "address", V8.Str(iso, value.Name.Address.ToString()));
        V8.Set(iso, context, info[0], "port", V8.Int(iso, value.Name.Port));
        V8.Set(iso, context, info[0], "family", V8.Int(iso, value.Name.Address.IsV6 ? Inet6 : Inet));
        V8.Set(iso, context, info[0], "flowlabel", V8.Number(iso, value.FlowLabel));
        info.Return(info[0]);
    }

    private static void LegacyDetail(CallInfo info)
    {
        if (info.Realm.Unwrap<SocketAddressValue>(info.This) is not { } value)
            return;
        var target = V8Api.ObjectNew(info.Isolate);
        SocketNames.Write(info.Realm, target, value.Name);
        info.Return(target);
    }

    private static void FlowLabel(CallInfo info) => info.Return((double)(info.Realm.Unwrap<SocketAddressValue>(info.This)?.FlowLabel ?? 0));

    private static void AddAddress(CallInfo info)
    {
        if (Address(info, 0) is { } address)
            Add(info, new BlockListRule(address, null, -1));
    }

    // (array of addresses)
    private static void AddAddresses(CallInfo info)
    {
        if (V8.IsSmi(info[0]) || V8Api.IsArray(info[0]) == 0 || V8.Items(info[0], info.Context) is not { } items)
            return;
        foreach (var item in items)
        {
            if (!V8.IsSmi(item) && V8Api.IsObject(item) != 0 && V8Api.ObjectInternalFieldCountOfMap(item) > 0 && info.Realm.Unwrap<SocketAddressValue>(item) is { } value)
                Add(info, new BlockListRule(value.Name.Address, null, -1));
        }
    }

    // (first, last); false when they are in the wrong order
    private static void AddRange(CallInfo info)
    {
        if (Address(info, 0) is not { } first || Address(info, 1) is not { } last)
            return;
        if (first.IsV6 == last.IsV6 && first.Bits > last.Bits)
        {
            info.Return(false);
            return;
        }
        Add(info, new BlockListRule(first, last, -1));
    }

    // (network, bits)
    private static void AddSubnet(CallInfo info)
    {
        if (Address(info, 0) is { } network && info.Int32(1) is >= 0 and <= 128 and var bits)
            Add(info, new BlockListRule(network, null, bits));
    }

    private static void RemoveAddress(CallInfo info)
    {
        if (Address(info, 0) is { } address)
            Of(info)?.Remove(new BlockListRule(address, null, -1));
    }

    private static void RemoveRange(CallInfo info)
    {
        if (Address(info, 0) is { } first && Address(info, 1) is { } last)
            Of(info)?.Remove(new BlockListRule(first, last, -1));
    }

    private static void RemoveSubnet(CallInfo info)
    {
        if (Address(info, 0) is { } network)
            Of(info)?.Remove(new BlockListRule(network, null, info.Int32(1)));
    }

    private static void Check(CallInfo info)
    {
        if (Address(info, 0) is { } address)
            info.Return(Of(info)?.Matches(address) == true);
    }

    // (address, family)
    private static void CheckString(CallInfo info) => info.Return(TryParse(info, 0, info.Int32(1), out var address) && Of(info)?.Matches(address) == true);

    private static void GetRules(CallInfo info) => info.Return(V8.StringArray(info.Isolate, [.. Of(info)?.Texts ?? []]));

    private static void GetSize(CallInfo info) => info.Return(Of(info)?.Count ?? 0);

    private static void Clear(CallInfo info) => Of(info)?.Clear();

    private static void Add(CallInfo info, BlockListRule rule)
    {
        if (Of(info) is not { } rules)
            return;
        rules.Add(rule);
        if ((long)rules.Count * BlockListRules.BytesOfRule > info.Realm.Guest.HeapLimitBytes)
            info.Realm.Guest.Stop(GuestOutcome.HeapLimit, 134, null);
    }

    private static BlockListRules? Of(CallInfo info) => info.Realm.Unwrap<BlockListRules>(info.This);

    private static IpAddress? Address(CallInfo info, int index) =>
        info.IsObject(index) && V8Api.ObjectInternalFieldCountOfMap(info[index]) > 0 ? info.Realm.Unwrap<SocketAddressValue>(info[index])?.Name.Address : null;

    private static bool TryParse(CallInfo info, int index, int family, out IpAddress address)
    {
        address = default;
        return info.IsString(index) && V8Api.StringLength(info[index]) <= 64
            && IpAddress.TryParse(V8.Text(info.Isolate, info[index]), out address) && address.IsV6 == (family == Inet6);
    }
}
