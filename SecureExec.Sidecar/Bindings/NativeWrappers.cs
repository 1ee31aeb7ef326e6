using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>JavaScript objects that native code makes for native ones.</summary>
internal static class NativeWrappers
{
    /// <summary>An instance of a class (a local) over a native object, which it owns; 0: an exception is pending, and the native object is disposed.</summary>
    public static nint New(Realm realm, nint template, object native)
    {
        var instance = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(template), realm.Context);
        if (instance != 0)
            realm.Wrap(instance, native);
        else
            (native as IDisposable)?.Dispose();
        return instance;
    }
}
