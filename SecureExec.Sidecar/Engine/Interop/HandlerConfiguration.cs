using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary><c>v8::NamedPropertyHandlerConfiguration</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HandlerConfiguration
{
    public const int HasNoSideEffect = 1 << 2, NewCallbackSignatures = 1 << 10;

    public nint Getter, Setter, Query, Deleter, Enumerator, Definer, Descriptor, Data;
    public int Flags;
}

/// <summary><c>v8::IndexedPropertyHandlerConfiguration</c>: 14.7 has <c>index_of</c> before <c>data</c>, which 14.6's header has not.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IndexedHandlerConfiguration
{
    public nint Getter, Setter, Query, Deleter, Enumerator, Definer, Descriptor, IndexOf, Data;
    public int Flags;
}
