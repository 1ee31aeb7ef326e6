using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('internal_only_v8')</c>: <c>v8.queryObjects</c>, which would walk the heap beyond what the guest holds.</summary>
internal static unsafe class InternalOnlyV8Binding
{
    public static void Define(BindingBuilder b) => b.Function("queryObjects", &QueryObjects);

    private static void QueryObjects(CallInfo info) => Errors.Throw(info.Realm, Errno.ENOSYS, "queryObjects");
}
