using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>DOMException</c>s of native code.</summary>
internal static unsafe class DomExceptions
{
    /// <summary>Throws one into the guest, for example with the name "DataCloneError".</summary>
    public static void Throw(Realm realm, nint message, string name)
    {
        var iso = realm.Isolate;
        var constructor = PortContexts.DomException(realm);
        if (constructor == 0 || V8Api.IsFunction(constructor) == 0)
            return;
        var args = stackalloc nint[2] { message, V8.Str(iso, name) };
        var error = V8Api.FunctionNewInstance(constructor, V8Api.CurrentContext(iso), 2, args);
        if (error != 0)
            V8Api.ThrowException(iso, error);
    }

    /// <summary>One with a name and a cause, as a local; undefined when it cannot be made.</summary>
    public static nint Create(Realm realm, string message, string name, nint cause)
    {
        var (iso, context) = (realm.Isolate, realm.Context);
        var constructor = V8.Get(iso, context, realm["perContextExports"], "DOMException");
        if (constructor == 0 || V8Api.IsFunction(constructor) == 0)
            return V8.Undefined(iso);
        var options = V8Api.ObjectNew(iso);
        V8.Set(iso, context, options, "name", V8.Str(iso, name));
        V8.Set(iso, context, options, "cause", cause);
        var args = stackalloc nint[2] { V8.Str(iso, message), options };
        var error = V8Api.FunctionNewInstance(constructor, context, 2, args);
        return error != 0 ? error : V8.Undefined(iso);
    }

    public static void ThrowDataClone(Realm realm, string message) => Throw(realm, V8.Str(realm.Isolate, message), "DataCloneError");
}
