using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('async_wrap')</c>: the async id stack and the hooks of <c>async_hooks</c>.</summary>
internal static unsafe class AsyncWrapBinding
{
    public static void Define(BindingBuilder b)
    {
        var realm = b.Realm;
        var hooks = realm.State<AsyncHooks>();
        b.SharedUint32("async_hook_fields", AsyncHooks.FieldCount, out var fields);
        b.SharedFloat64("async_id_fields", AsyncHooks.IdCount, out var ids);
        b.SharedFloat64("async_ids_stack", hooks.StackCapacity * 2, out var stack);
        hooks.Fields = fields;
        hooks.Ids = ids;
        hooks.Stack = stack;
        ids[AsyncHooks.AsyncIdCounter] = 1;
        ids[AsyncHooks.DefaultTriggerAsyncId] = -1;
        fields[AsyncHooks.Check] = 1;
        hooks.Binding = realm.Keep(b.Target);
        hooks.Resources = realm.Keep(V8Api.ArrayNewLength(realm.Isolate, 0));
        b.Value("execution_async_resources", hooks.Resources);
        b.Function("setupHooks", &SetupHooks)
            .Function("setCallbackTrampoline", &SetCallbackTrampoline)
            .Function("pushAsyncContext", &PushAsyncContext)
            .Function("popAsyncContext", &PopAsyncContext)
            .Function("executionAsyncResource", &ExecutionAsyncResource)
            .Function("clearAsyncIdStack", &ClearAsyncIdStack)
            .Function("queueDestroyAsyncId", &QueueDestroyAsyncId)
            .Function("setPromiseHooks", &SetPromiseHooks)
            .Function("getPromiseHooks", &GetPromiseHooks)
            .Function("registerDestroyHook", &RegisterDestroyHook);
    }

    private static void SetupHooks(CallInfo info)
    {
        if (!info.IsObject(0))
            return;
        var realm = info.Realm;
        var hooks = realm.State<AsyncHooks>();
        hooks.InitHook = Hook(realm, info[0], "init");
        hooks.BeforeHook = Hook(realm, info[0], "before");
        hooks.AfterHook = Hook(realm, info[0], "after");
        hooks.DestroyHook = Hook(realm, info[0], "destroy");
    }

    private static nint Hook(Realm realm, nint hooks, string name)
    {
        var function = V8.Get(realm.Isolate, realm.Context, hooks, name);
        return function != 0 && V8Api.IsFunction(function) != 0 ? realm.Keep(function) : 0;
    }

    private static void SetCallbackTrampoline(CallInfo info) => info.Realm["callbackTrampoline"] = info.IsFunction(0) ? info.Realm.Keep(info[0]) : 0;

    private static void PushAsyncContext(CallInfo info) =>
        info.Realm.State<AsyncHooks>().Push(info.Realm, info.Double(0), info.Double(1), 0, emitBefore: false);

    private static void PopAsyncContext(CallInfo info) => info.Return(info.Realm.State<AsyncHooks>().Pop(info.Realm, info.Double(0), emitAfter: false));

    private static void ExecutionAsyncResource(CallInfo info)
    {
        var index = info.Int32(0);
        if (index >= 0)
            info.Return(V8Api.ObjectGetIndex(info.Realm.State<AsyncHooks>().Resources, info.Context, (uint)index));
    }

    private static void ClearAsyncIdStack(CallInfo info) => info.Realm.State<AsyncHooks>().Clear(info.Realm);

    private static void QueueDestroyAsyncId(CallInfo info) => info.Realm.State<AsyncHooks>().QueueDestroy(info.Realm, info.Double(0));

    private static void SetPromiseHooks(CallInfo info)
    {
        var hooks = stackalloc nint[PromiseHooks.Count];
        for (var i = 0; i < PromiseHooks.Count; i++)
            hooks[i] = info.IsFunction(i) ? info[i] : 0;
        info.Realm.State<PromiseHooks>().Set(info.Isolate, new ReadOnlySpan<nint>(hooks, PromiseHooks.Count));
    }

    private static void GetPromiseHooks(CallInfo info)
    {
        var hooks = new nint[PromiseHooks.Count];
        for (var i = 0; i < hooks.Length; i++)
            hooks[i] = info.Realm.State<PromiseHooks>()[i] is var hook and not 0 ? hook : V8.Undefined(info.Isolate);
        info.Return(V8.Array(info.Isolate, hooks));
    }

    // (resource, asyncId, destroyed?): queue the destroy event when the resource is collected and nobody destroyed it by hand.
    private static void RegisterDestroyHook(CallInfo info)
    {
        if (info.IsObject(0))
            DestroyHooks.Register(info.Realm, info[0], info.Double(1), info.IsObject(2) ? info[2] : 0);
    }
}
