using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Where what a message brings can be made.</summary>
internal static class TargetContexts
{
    /// <summary>Whether the context is the main one, where alone objects of the library can be; if not, an exception is pending.</summary>
    public static bool IsMain(Realm realm, nint context)
    {
        if (V8.Same(context, realm.Context))
            return true;
        V8.ThrowError(realm.Isolate, "A message object could not be deserialized successfully in the target vm.Context", "ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE");
        return false;
    }
}
