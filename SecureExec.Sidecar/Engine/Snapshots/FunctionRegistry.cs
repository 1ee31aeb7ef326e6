using SecureExec.Sidecar.Bindings;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// Fills <see cref="FunctionTable"/> for functions that a snapshot has made already: runs all definitions of bindings over a realm that
/// makes no JavaScript functions. Once a process, before any guest code.
/// </summary>
internal static unsafe class FunctionRegistry
{
    private static readonly Lock Gate = new();
    private static bool s_filled;

    /// <summary>Resolves the functions of the snapshot. The isolate is locked, a context of it is entered.</summary>
    /// <exception cref="InvalidOperationException">The snapshot has a function that no definition names.</exception>
    public static void Fill(nint isolate, nint context)
    {
        lock (Gate)
        {
            if (s_filled)
                return;
            using var handles = new HandleScope(isolate);
            var realm = Realm.ForNamesOnly(isolate, context);
            realm["perContextExports"] = V8Api.ObjectNew(isolate);
            realm.NewFunction(GuestBoot.LinkedBinding, "getLinkedBinding", &NativeObject.GetLinkedBinding);
            NativeObject.Create(realm);
            foreach (var name in BindingTable.Names)
                BindingTable.Define(realm, name, V8Api.ObjectNew(isolate));
            realm.Dispose();
            if (FunctionTable.Unresolved is { Count: > 0 } missing)
                throw new InvalidOperationException($"The start-up snapshot calls functions that no binding defines: {string.Join(", ", missing)}.");
            s_filled = true;
        }
    }
}
