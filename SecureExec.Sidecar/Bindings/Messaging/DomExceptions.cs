using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>DOMException</c>s of native code.</summary>
internal static unsafe class DomExceptions
{
    /// <summary>Throws one into the guest, for example with the name "DataCloneError".</summary>
    public static void Throw(Realm realm, nint message, string name)
    {
        var iso = realm.Isolate;
        var constructor = V8.Get(iso, realm.Context, realm["perContextExports"], "DOMException");
        if (constructor == 0 || V8Api.IsFunction(constructor) == 0)
            return;
        var args = stackalloc nint[2] { message, V8.Str(iso, name) };
        var error = V8Api.FunctionNewInstance(constructor, realm.Context, 2, args);
        if (error != 0)
            V8Api.ThrowException(iso, error);
    }

    public static void ThrowDataClone(Realm realm, string message) => Throw(realm, V8.Str(realm.Isolate, message), "DataCloneError");
}
