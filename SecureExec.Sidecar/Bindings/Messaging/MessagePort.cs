using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The native side of a <c>MessagePort</c> object. Like Node's handles it stays alive, and its object with it, until it is closed;
/// it keeps the event loop alive while it is referenced. Messages arrive in the loop's poll phase.
/// </summary>
internal sealed unsafe class MessagePort : IDisposable
{
    /// <summary>Key of the class's template.</summary>
    public const string Template = "messagePortTemplate";

    private const int BatchSize = 1000;

    private readonly Realm _realm;
    private readonly WaitingPorts _waiting;
    private readonly AsyncContext _context;
    private MessageQueue? _queue;
    private nint _object, _home; // the context that its messages belong to
    private int _triggered;
    private volatile bool _closing;
    private bool _receiving, _referenced;

    private MessagePort(Realm realm, nint port, nint home, AsyncContext context)
    {
        _realm = realm;
        _home = V8.Same(home, realm.Context) ? realm.Context : V8.Global(realm.Isolate, home);
        _object = V8.Global(realm.Isolate, port);
        _waiting = realm.State<WaitingPorts>();
        Number = _waiting.NextNumber();
        _context = context with { Resource = _object };
    }

    /// <summary>No queue: transferred or closed.</summary>
    public bool IsDetached => _queue == null || _closing;

    public bool IsClosing => _closing;

    public bool IsReferenced => _object != 0 && _referenced;

    /// <summary>The order in which the ports of a realm were made.</summary>
    public long Number { get; }

    public double AsyncId => _context.AsyncId;

    public MessageQueue? Queue => _queue;

    /// <summary>Internal fields of a port object.</summary>
    public const int FieldCount = 2;

    // The field with the async context frame that the port was made in: V8's collector owns it with the object.
    private const int Frame = 1;

    /// <summary>A new port object (a local) over a queue, or over a new one; 0: an exception is pending.</summary>
    public static nint Create(Realm realm, MessageQueue? queue = null) => Create(realm, realm.Context, queue);

    /// <summary>The same in a <c>vm</c> context, which is entered.</summary>
    public static nint Create(Realm realm, nint context, MessageQueue? queue)
    {
        var iso = realm.Isolate;
        if (realm[Template] == 0)
            return 0;
        var local = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(realm[Template]), context);
        if (local == 0)
            return 0;
        var hooks = realm.State<AsyncHooks>();
        var (id, trigger) = (hooks.NewAsyncId(), hooks.TriggerId());
        var port = new MessagePort(realm, local, context, new AsyncContext(id, trigger, 0, 0));
        realm.Wrap(local, port);
        V8Api.ObjectSetInternal(local, Frame, V8Api.GetContinuationData(iso));
        port._queue = queue ?? new MessageQueue();
        port._queue.SetOwner(port);
        realm.State<ActiveResources>().Open(port, "MessagePort", port._object, () => port._referenced);
        hooks.EmitInit(realm, id, "MESSAGEPORT", trigger, local);
        var init = V8Api.ObjectGet(local, context, realm.Symbol("oninit"));
        if (init == 0 || V8Api.IsFunction(init) != 0 && V8Api.FunctionCall(init, iso, context, local, 0, null) == 0)
        {
            port._queue?.SetOwner(null);
            port._queue = null;
            port.Dispose();
            return 0;
        }
        if (port._queue is { Count: > 0 })
            port.Trigger();
        return local;
    }

    public static bool IsPort(Realm realm, nint value) => realm[Template] != 0 && V8Api.FunctionTemplateHasInstance(realm[Template], value) != 0;

    /// <summary>The native side of a port object; null: already closed.</summary>
    public static MessagePort? Of(Realm realm, nint port) => realm.Unwrap<MessagePort>(port) is { _object: not 0 } native ? native : null;

    /// <summary>Takes the queue away, for a transfer; null: there is none. The object is then as if closed.</summary>
    public MessageQueue? Detach()
    {
        if (IsDetached)
            return null;
        var queue = _queue!;
        queue.SetOwner(null);
        _queue = null;
        Close();
        return queue;
    }

    public void Start()
    {
        if (IsDetached)
            return;
        _receiving = true;
        if (_queue!.Count > 0)
            Trigger();
    }

    public void Stop() => _receiving = false;

    public void SetReferenced(bool referenced)
    {
        if (_closing || _object == 0 || referenced == _referenced)
            return;
        _referenced = referenced;
        if (referenced)
            _realm.Guest.Loop.Ref();
        else
            _realm.Guest.Loop.Unref();
    }

    /// <summary>Posts to the other ends. False: the message cannot go there; the caller still disposes it.</summary>
    public bool Post(StructuredMessage message) => _queue?.Group?.Dispatch(_queue, message) ?? true;

    /// <summary>Something is in the queue: looks at it when the loop comes by. Any thread, while the port owns its queue.</summary>
    public void Trigger()
    {
        if (_closing || Interlocked.Exchange(ref _triggered, 1) != 0)
            return;
        _waiting.Add(this);
        _realm.Guest.Loop.Post(() =>
        {
            var first = _waiting.TakeOldest();
            Volatile.Write(ref first._triggered, 0);
            first.Deliver(force: false);
        });
    }

    /// <summary>Closes in the loop, as libuv's handles: then <c>handle_onclose</c> runs.</summary>
    public void Close()
    {
        if (_closing || _object == 0)
            return;
        _closing = true;
        if (!_referenced) // a referenced handle is so until it is closed
            _realm.Guest.Loop.Ref();
        _realm.Guest.Loop.Post(() =>
        {
            _realm.Guest.Loop.Unref();
            OnClosed();
        });
    }

    /// <summary>Emits what is in the queue, as in Node even after the port began to close; <paramref name="force"/>: even if the port was not started.</summary>
    public void Deliver(bool force)
    {
        using var scope = new HandleScope(_realm.Isolate);
        var emit = _object == 0 ? 0 : PortContexts.EmitMessage(_realm, _home);
        if (emit == 0)
            return;
        for (var left = Math.Max(_queue?.Count ?? 0, BatchSize); _queue != null && !_realm.Guest.Loop.Stopped; left--)
        {
            if (left == 0)
            {
                Trigger();
                return;
            }
            using var handles = new HandleScope(_realm.Isolate);
            if (!EmitNext(emit, force))
                return;
        }
    }

    // False: nothing more now.
    private bool EmitNext(nint emit, bool force)
    {
        var iso = _realm.Isolate;
        nint payload, ports, failure = 0;
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            payload = Receive(force, out ports, out var none);
            if (none)
                return false;
            if (payload == 0)
            {
                if (!caught.HasCaught || caught.HasTerminated)
                    return false;
                failure = caught.Exception;
                caught.Reset();
            }
        }
        nint[] args = failure == 0
            ? [payload, ports, V8.Str(iso, "message")]
            : [failure, V8.Undefined(iso), V8.Str(iso, "messageerror")];
        var emitted = Callbacks.Make(_realm, _object, emit, args, _context with { Frame = V8Api.ObjectGetInternal(_object, Frame) });
        if (Callbacks.DrainTicks(_realm) && emitted != 0)
            return true;
        Trigger(); // a handler or a tick threw: the rest comes on the loop's next turn
        return false;
    }

    /// <summary>Takes the next message's value (a local; 0: an exception is pending).</summary>
    /// <param name="force">Whether to read though the port was not started.</param>
    /// <param name="ports">Array of the ports that came along.</param>
    /// <param name="none">True: there is no message.</param>
    public nint Receive(bool force, out nint ports, out bool none)
    {
        ports = V8.Undefined(_realm.Isolate);
        none = true;
        if (_queue?.Peek() is not { } head || !head.IsClose && !_receiving && !force)
            return 0;
        using var message = _queue.Take();
        if (message.IsClose)
        {
            Close();
            return 0;
        }
        none = false;
        V8Api.ContextEnter(_home);
        var value = MessageReader.Deserialize(_realm, _home, message, out ports);
        V8Api.ContextExit(_home);
        return value;
    }

    public void Dispose()
    {
        if (_object == 0)
            return;
        _realm.State<ActiveResources>().Close(this);
        _queue?.SetOwner(null);
        _queue?.Disentangle();
        _queue = null;
        V8Api.DisposeGlobal(_object);
        _object = 0;
        LeaveHome();
    }

    private void LeaveHome()
    {
        if (_home != 0 && _home != _realm.Context)
            V8Api.DisposeGlobal(_home);
        _home = 0;
    }

    private void OnClosed()
    {
        var iso = _realm.Isolate;
        using var handles = new HandleScope(iso);
        if (_object == 0)
            return;
        _queue?.SetOwner(null);
        _queue?.Disentangle();
        _queue = null;
        _realm.State<ActiveResources>().Close(this);
        var port = HandleScope.NewLocal(iso, _object);
        V8Api.DisposeGlobal(_object);
        _object = 0;
        LeaveHome();
        var onClose = V8Api.ObjectGet(port, _realm.Context, _realm.Symbol("handle_onclose"));
        if (onClose != 0 && V8Api.IsFunction(onClose) != 0)
            Callbacks.Make(_realm, port, onClose, [], _context with { Resource = port, Frame = V8Api.ObjectGetInternal(port, Frame) });
        _realm.State<AsyncHooks>().QueueDestroy(_realm, _context.AsyncId);
    }
}
