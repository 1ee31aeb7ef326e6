using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('permission')</c>: Node's own permission model, which is off here as in a Node without <c>--permission</c>.
/// The kernel's policy decides on every system call; guests learn of it by EACCES only.
/// </summary>
internal static unsafe class PermissionBinding
{
    public static void Define(BindingBuilder b) => b.Function("has", &Has);

    // As Node without --permission: the library asks isEnabled() first, and everything is granted.
    private static void Has(CallInfo info) => info.Return(true);
}
