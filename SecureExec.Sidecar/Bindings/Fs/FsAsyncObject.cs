using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The async identity of the request and job objects of <c>fs</c>, kept in their internal fields, so that an object that is never
/// used costs nothing but itself. Field 0 is left to <see cref="Realm.Wrap"/>.
/// </summary>
internal static class FsAsyncObject
{
    /// <summary>The first field that a class may use for itself.</summary>
    public const int FirstOwnField = 4;

    private const int Id = 1, Trigger = 2, Frame = 3;

    /// <summary>Gives an object made now its async id and tells the <c>init</c> hooks.</summary>
    public static void Begin(Realm realm, nint wrapper, string type) => Begin(realm, wrapper, type, wrapper);

    /// <summary>The same for an object whose hooks see another one, <paramref name="resource"/>. What it was wrapped with stays.</summary>
    public static void Begin(Realm realm, nint wrapper, string type, nint resource)
    {
        var iso = realm.Isolate;
        var hooks = realm.State<AsyncHooks>();
        var (id, trigger) = (hooks.NewAsyncId(), hooks.TriggerId());
        if (V8.Same(wrapper, resource))
            V8Api.ObjectSetInternal(wrapper, 0, V8.Int(iso, 0));
        V8Api.ObjectSetInternal(wrapper, Id, V8.Number(iso, id));
        V8Api.ObjectSetInternal(wrapper, Trigger, V8.Number(iso, trigger));
        V8Api.ObjectSetInternal(wrapper, Frame, V8Api.GetContinuationData(iso));
        hooks.EmitInit(realm, id, type, trigger, resource);
    }

    /// <summary>The context in which the object's callbacks run; its frame is a local of the current scope.</summary>
    public static AsyncContext ContextOf(Realm realm, nint wrapper) =>
        new(Number(realm, wrapper, Id), Number(realm, wrapper, Trigger), V8Api.ObjectGetInternal(wrapper, Frame), wrapper);

    /// <summary>The object's work is over: its <c>destroy</c> event follows.</summary>
    public static void End(Realm realm, nint wrapper) => realm.State<AsyncHooks>().QueueDestroy(realm, Number(realm, wrapper, Id));

    /// <summary>The methods that every async object has.</summary>
    public static unsafe ClassBuilder Methods(ClassBuilder builder) => builder
        .Method("getAsyncId", &GetAsyncId)
        .Method("asyncReset", &AsyncReset)
        .Method("getProviderType", &GetProviderType)
        .Method("getAsyncContextFrameForDebuggingOnly", &GetFrame);

    private static double Number(Realm realm, nint wrapper, int field) => V8Api.NumberValue(V8Api.ObjectGetInternal(wrapper, field), realm.Context).Value;

    private static void GetAsyncId(CallInfo info) => info.Return(Number(info.Realm, info.This, Id));

    private static void AsyncReset(CallInfo info)
    {
        var realm = info.Realm;
        End(realm, info.This);
        V8Api.ObjectSetInternal(info.This, Id, V8.Number(info.Isolate, realm.State<AsyncHooks>().NewAsyncId()));
    }

    // FSREQCALLBACK in Node's list of providers: the only one whose number a guest can see here.
    private static void GetProviderType(CallInfo info) => info.Return(8);

    private static void GetFrame(CallInfo info) => info.Return(V8Api.ObjectGetInternal(info.This, Frame));
}
