using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Callbacks of V8's collector, before and after each collection of any kind. They run inside it: nothing of V8 that allocates may be called there.</summary>
internal static unsafe class CollectorCallbacks
{
    private const int AllTypes = 31;

    /// <summary>Adds or removes a pair.</summary>
    public static void Set(nint isolate, delegate* unmanaged<nint, int, int, void> before, delegate* unmanaged<nint, int, int, void> after, bool on)
    {
        if (on)
        {
            V8Api.AddGCPrologueCallback(isolate, (nint)before, AllTypes);
            V8Api.AddGCEpilogueCallback(isolate, (nint)after, AllTypes);
        }
        else
        {
            V8Api.RemoveGCPrologueCallback(isolate, (nint)before);
            V8Api.RemoveGCEpilogueCallback(isolate, (nint)after);
        }
    }
}
