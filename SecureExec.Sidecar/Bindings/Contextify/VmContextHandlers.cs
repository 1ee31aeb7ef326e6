using System.Globalization;
using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The interceptors of a contextified global, as Node's <c>ContextifyContext</c>: properties live in the sandbox, and on the real global
/// what scripts declare there. V8 calls them directly, so each is guarded here. In 14.7 the result 0 means handled, 1 go on.
/// </summary>
internal static unsafe class VmContextHandlers
{
    private const uint Handled = 0, NotHandled = 1;

    /// <summary>Puts the interceptors on the global's template.</summary>
    public static void Install(nint template)
    {
        const int flags = HandlerConfiguration.HasNoSideEffect | HandlerConfiguration.NewCallbackSignatures;
        var named = new HandlerConfiguration
        {
            Getter = (nint)(delegate* unmanaged<nint, nint*, uint>)&Get,
            Setter = (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&Set,
            Query = (nint)(delegate* unmanaged<nint, nint*, uint>)&Query,
            Deleter = (nint)(delegate* unmanaged<nint, nint*, uint>)&Delete,
            Enumerator = (nint)(delegate* unmanaged<nint*, void>)&Enumerate,
            Definer = (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&DefineProperty,
            Descriptor = (nint)(delegate* unmanaged<nint, nint*, uint>)&Describe,
            Flags = flags,
        };
        V8Api.ObjectTemplateSetNamedHandler(template, &named);
        var indexed = new IndexedHandlerConfiguration
        {
            Getter = (nint)(delegate* unmanaged<uint, nint*, uint>)&GetIndex,
            Setter = (nint)(delegate* unmanaged<uint, nint, nint*, uint>)&SetIndex,
            Query = (nint)(delegate* unmanaged<uint, nint*, uint>)&QueryIndex,
            Deleter = (nint)(delegate* unmanaged<uint, nint*, uint>)&DeleteIndex,
            Enumerator = (nint)(delegate* unmanaged<nint*, void>)&EnumerateIndexes,
            Definer = (nint)(delegate* unmanaged<uint, nint, nint*, uint>)&DefineIndex,
            Descriptor = (nint)(delegate* unmanaged<uint, nint*, uint>)&DescribeIndex,
            Flags = flags,
        };
        V8Api.ObjectTemplateSetIndexedHandler(template, &indexed);
    }

    [UnmanagedCallersOnly]
    private static uint Get(nint key, nint* info) => Guarded(key, 0, info, &VmContextProperties.Get);

    [UnmanagedCallersOnly]
    private static uint Set(nint key, nint value, nint* info) => Guarded(key, value, info, &VmContextProperties.Set);

    [UnmanagedCallersOnly]
    private static uint Query(nint key, nint* info) => Guarded(key, 0, info, &VmContextProperties.Query);

    [UnmanagedCallersOnly]
    private static uint Delete(nint key, nint* info) => Guarded(key, 0, info, &VmContextProperties.Delete);

    [UnmanagedCallersOnly]
    private static uint DefineProperty(nint key, nint descriptor, nint* info) => Guarded(key, descriptor, info, &VmContextProperties.Define);

    [UnmanagedCallersOnly]
    private static uint Describe(nint key, nint* info) => Guarded(key, 0, info, &VmContextProperties.Describe);

    [UnmanagedCallersOnly]
    private static void Enumerate(nint* info) => _ = Guarded(0, 0, info, &VmContextProperties.Enumerate);

    [UnmanagedCallersOnly]
    private static uint GetIndex(uint index, nint* info) => GuardedIndex(index, 0, info, &VmContextProperties.Get);

    [UnmanagedCallersOnly]
    private static uint SetIndex(uint index, nint value, nint* info) => GuardedIndex(index, value, info, &VmContextProperties.Set);

    [UnmanagedCallersOnly]
    private static uint QueryIndex(uint index, nint* info) => GuardedIndex(index, 0, info, &VmContextProperties.Query);

    [UnmanagedCallersOnly]
    private static uint DeleteIndex(uint index, nint* info) => GuardedIndex(index, 0, info, &VmContextProperties.Delete);

    [UnmanagedCallersOnly]
    private static uint DefineIndex(uint index, nint descriptor, nint* info) => GuardedIndex(index, descriptor, info, &VmContextProperties.Define);

    [UnmanagedCallersOnly]
    private static uint DescribeIndex(uint index, nint* info) => GuardedIndex(index, 0, info, &VmContextProperties.Describe);

    [UnmanagedCallersOnly]
    private static void EnumerateIndexes(nint* info) => _ = Guarded(0, 0, info, &VmContextProperties.EnumerateIndexes);

    private static uint GuardedIndex(uint index, nint argument, nint* info, delegate*<VmContextAccess, bool> handler) =>
        Guarded(V8.Str(new PropertyInfo(info).Isolate, index.ToString(CultureInfo.InvariantCulture)), argument, info, handler);

    private static uint Guarded(nint key, nint argument, nint* info, delegate*<VmContextAccess, bool> handler)
    {
        try
        {
            var access = new VmContextAccess(info, key, argument);
            return access.Ready && handler(access) ? Handled : NotHandled;
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(VmContextHandlers), e);
            return NotHandled;
        }
    }
}
