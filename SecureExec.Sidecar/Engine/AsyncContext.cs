using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// What follows an operation from its start to its callback: async id, trigger id, and the frame that carries
/// <c>AsyncLocalStorage</c> (V8's continuation-preserved data).
/// </summary>
/// <param name="AsyncId">0: none, as for the bootstrap.</param>
/// <param name="TriggerId">The id of what caused it.</param>
/// <param name="Frame">A persistent handle of the frame at the start; 0: none.</param>
/// <param name="Resource">The resource object (a local or persistent handle) for <c>executionAsyncResource()</c>; 0: none.</param>
internal readonly record struct AsyncContext(double AsyncId, double TriggerId, nint Frame, nint Resource)
{
    /// <summary>No context: the callback of the loop itself.</summary>
    public static AsyncContext None => default;

    /// <summary>Enters the context; gives the frame to restore.</summary>
    public nint Enter(Realm realm)
    {
        if (AsyncId != 0)
            realm.State<AsyncHooks>().Push(realm, AsyncId, TriggerId, Resource, emitBefore: true);
        if (Frame == 0)
            return 0;
        var previous = V8Api.GetContinuationData(realm.Isolate);
        V8Api.SetContinuationData(realm.Isolate, Frame);
        return previous;
    }

    /// <summary>Leaves it.</summary>
    public void Exit(Realm realm, nint previousFrame)
    {
        if (previousFrame != 0)
            V8Api.SetContinuationData(realm.Isolate, previousFrame);
        if (AsyncId != 0)
            realm.State<AsyncHooks>().Pop(realm, AsyncId, emitAfter: true);
    }
}
