using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine;

/// <summary>The async id stack that Node's library and native callbacks share (<c>internal/async_hooks</c> describes the pages).</summary>
internal sealed unsafe class AsyncHooks : ICarried
{
    public const int Init = 0, Before = 1, After = 2, Destroy = 3, PromiseResolve = 4, Totals = 5, Check = 6, StackLength = 7, UsesExecutionAsyncResource = 8, FieldCount = 9;
    public const int ExecutionAsyncId = 0, TriggerAsyncId = 1, AsyncIdCounter = 2, DefaultTriggerAsyncId = 3, IdCount = 4;
    // As many as Node lets wait before it does not wait for the loop.
    private const int InitialStack = 64, ManyDestroyed = 16_384;
    private readonly List<double> _destroyed = [];

    public uint* Fields { get; set; }

    public double* Ids { get; set; }

    public double* Stack { get; set; }

    public int StackCapacity { get; set; } = InitialStack;

    /// <summary>Persistent handles: the binding object and its <c>execution_async_resources</c> array.</summary>
    public nint Binding { get; set; }

    public nint Resources { get; set; }

    /// <summary>The hooks that Node's library set: init, before, after, destroy, promise_resolve; 0 until then.</summary>
    public nint BeforeHook { get; set; }

    public nint AfterHook { get; set; }

    public nint DestroyHook { get; set; }

    public nint InitHook { get; set; }

    public void Carry(StateCarrier carrier)
    {
        carrier.Untouched(StackCapacity == InitialStack && _destroyed.Count == 0, nameof(AsyncHooks));
        Fields = carrier.Page(Fields);
        Ids = carrier.Page(Ids);
        Stack = carrier.Page(Stack);
        Binding = carrier.Handle(Binding);
        Resources = carrier.Handle(Resources);
        BeforeHook = carrier.Handle(BeforeHook);
        AfterHook = carrier.Handle(AfterHook);
        DestroyHook = carrier.Handle(DestroyHook);
        InitHook = carrier.Handle(InitHook);
    }

    /// <summary>Whether anybody listens to <c>init</c>: a resource object need not be shown otherwise.</summary>
    public bool HasInitHook => Fields != null && Fields[Init] > 0 && InitHook != 0;

    /// <summary>The last async id that was given.</summary>
    public double AsyncIds => Ids == null ? 0 : Ids[AsyncIdCounter];

    public double NewAsyncId() => Ids == null ? 0 : ++Ids[AsyncIdCounter];

    /// <summary>The trigger id of a resource made now.</summary>
    public double TriggerId() => Ids == null ? 0 : Ids[DefaultTriggerAsyncId] >= 0 ? Ids[DefaultTriggerAsyncId] : Ids[ExecutionAsyncId];

    public void Push(Realm realm, double asyncId, double triggerId, nint resource, bool emitBefore)
    {
        if (Fields == null)
            return;
        var offset = (int)Fields[StackLength];
        if (offset >= StackCapacity)
            Grow(realm);
        Stack[offset * 2] = Ids[ExecutionAsyncId];
        Stack[offset * 2 + 1] = Ids[TriggerAsyncId];
        Fields[StackLength]++;
        Ids[ExecutionAsyncId] = asyncId;
        Ids[TriggerAsyncId] = triggerId;
        if (resource != 0)
            V8Api.ObjectSetIndex(Resources, realm.Context, (uint)offset, resource);
        if (emitBefore && Fields[Before] > 0)
            Emit(realm, BeforeHook, asyncId);
    }

    /// <summary>Gives false when nothing is left on the stack.</summary>
    public bool Pop(Realm realm, double asyncId, bool emitAfter)
    {
        if (Fields == null)
            return false;
        if (emitAfter && Fields[After] > 0)
            Emit(realm, AfterHook, asyncId);
        if (Fields[StackLength] == 0)
            return false; // cleared by an uncaught exception
        var offset = (int)--Fields[StackLength];
        Ids[ExecutionAsyncId] = Stack[offset * 2];
        Ids[TriggerAsyncId] = Stack[offset * 2 + 1];
        V8.Set(realm.Isolate, realm.Context, Resources, "length", V8.Int(realm.Isolate, offset));
        return offset > 0;
    }

    public void Clear(Realm realm)
    {
        if (Fields == null)
            return;
        Ids[ExecutionAsyncId] = Ids[TriggerAsyncId] = 0;
        Fields[StackLength] = 0;
        V8.Set(realm.Isolate, realm.Context, Resources, "length", V8.Int(realm.Isolate, 0));
    }

    /// <summary>Tells <c>init</c> hooks of a new native resource.</summary>
    public void EmitInit(Realm realm, double asyncId, string type, double triggerId, nint resource)
    {
        if (Fields == null || Fields[Init] == 0 || InitHook == 0)
            return;
        var iso = realm.Isolate;
        Callbacks.Call(realm, V8.Undefined(iso), InitHook, [V8.Number(iso, asyncId), V8.Str(iso, type), V8.Number(iso, triggerId), resource]);
    }

    /// <summary>Queues a <c>destroy</c> event; it is delivered from the loop, as in Node.</summary>
    public void QueueDestroy(Realm realm, double asyncId)
    {
        if (Fields == null || Fields[Destroy] == 0)
            return;
        _destroyed.Add(asyncId);
        if (_destroyed.Count == 1)
            realm.Guest.Loop.PostUnreferenced(() => FlushDestroyed(realm));
        else if (_destroyed.Count == ManyDestroyed)
            V8Api.EnqueueMicrotask(realm.Isolate, realm.NewFunction("async_wrap.flushDestroyed", "", &FlushDestroyed));
        else if ((long)_destroyed.Count * sizeof(double) > realm.Guest.HeapLimitBytes)
            realm.Guest.Stop(GuestOutcome.HeapLimit, 134, null);
    }

    private static void FlushDestroyed(CallInfo info) => info.Realm.State<AsyncHooks>().FlushDestroyed(info.Realm);

    private void FlushDestroyed(Realm realm)
    {
        while (_destroyed.Count > 0 && !realm.Guest.Loop.Stopped)
        {
            var ids = _destroyed.ToArray();
            _destroyed.Clear();
            foreach (var id in ids)
                Emit(realm, DestroyHook, id);
        }
    }

    private static void Emit(Realm realm, nint hook, double asyncId)
    {
        if (hook != 0)
            Callbacks.Call(realm, V8.Undefined(realm.Isolate), hook, [V8.Number(realm.Isolate, asyncId)]);
    }

    private void Grow(Realm realm)
    {
        var capacity = StackCapacity * 3;
        var buffer = realm.NewSharedPage(capacity * 2 * sizeof(double), out var memory);
        var page = (double*)memory;
        new Span<double>(Stack, StackCapacity * 2).CopyTo(new Span<double>(page, capacity * 2));
        V8.Set(realm.Isolate, realm.Context, Binding, "async_ids_stack", V8Api.Float64ArrayNew(buffer, 0, (nuint)capacity * 2));
        Stack = page;
        StackCapacity = capacity;
    }
}
