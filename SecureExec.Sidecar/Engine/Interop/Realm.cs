using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// What one guest process owns on the V8 side: its isolate and main context, private and per-isolate symbols,
/// native objects behind JavaScript wrappers, and the parts of the engine that bindings reach.
/// One realm an isolate; <c>vm</c> contexts share it. Used on the isolate's thread, except where said.
/// </summary>
internal sealed unsafe class Realm : IDisposable
{
    private static readonly ConcurrentDictionary<nint, Realm> Realms = new();
    [ThreadStatic] private static Realm? t_current;

    private readonly Dictionary<string, nint> _privates = [], _symbols = [], _templates = [];
    private readonly Dictionary<Type, object> _states = [];
    private readonly ConcurrentDictionary<int, object> _wrapped = new();
    private readonly List<nint> _globals = [];
    private int _nextKey;

    /// <summary>Makes the realm of the isolate's given context (a local). The isolate is locked and entered.</summary>
    public Realm(nint isolate, nint context)
    {
        Isolate = isolate;
        Context = V8.Global(isolate, context);
        Realms[isolate] = this;
        t_current = this;
    }

    public nint Isolate { get; }

    /// <summary>The main context, a persistent handle.</summary>
    public nint Context { get; }

    /// <summary>The engine's side of the guest process: event loop, kernel process, program.</summary>
    public GuestThread Guest { get; set; } = null!;

    /// <summary>The realm of an isolate; any thread that V8 runs on.</summary>
    public static Realm Of(nint isolate)
    {
        var current = t_current;
        return current != null && current.Isolate == isolate ? current : t_current = Realms[isolate];
    }

    /// <summary>The realm of an isolate, or null when it is gone; any thread, also inside V8's collector.</summary>
    public static Realm? Find(nint isolate) => Realms.GetValueOrDefault(isolate);

    /// <summary>The state of a binding, made on first use: one instance of <typeparamref name="T"/> a realm.</summary>
    public T State<T>() where T : class, new()
    {
        if (_states.TryGetValue(typeof(T), out var state))
            return (T)state;
        var made = new T();
        _states[typeof(T)] = made;
        return made;
    }

    /// <summary>The private symbol <c>node:name</c> (invisible to guests), as a persistent handle.</summary>
    public nint Private(string name)
    {
        if (!_privates.TryGetValue(name, out var symbol))
            _privates[name] = symbol = Keep(V8Api.PrivateNew(Isolate, V8.Str(Isolate, "node:" + name)));
        return symbol;
    }

    /// <summary>The per-isolate symbol that <c>internalBinding('symbols')</c> and native code share, as a persistent handle.</summary>
    public nint Symbol(string name)
    {
        if (!_symbols.TryGetValue(name, out var symbol))
            _symbols[name] = symbol = Keep(V8Api.SymbolNew(Isolate, V8.Str(Isolate, name)));
        return symbol;
    }

    /// <summary>A named persistent handle that lives as long as the realm (class templates, callbacks set by Node's library); 0: not set.</summary>
    public nint this[string name]
    {
        get => _templates.GetValueOrDefault(name);
        set => _templates[name] = value;
    }

    /// <summary>Makes a local persistent for the realm's life.</summary>
    public nint Keep(nint local)
    {
        var slot = V8.Global(Isolate, local);
        _globals.Add(slot);
        return slot;
    }

    /// <summary>A JavaScript function over a native one.</summary>
    public nint NewFunction(string qualifiedName, string name, delegate*<CallInfo, void> body)
    {
        var index = FunctionTable.Register(qualifiedName, body);
        var function = V8Api.FunctionNew(V8Api.CurrentContext(Isolate), FunctionTable.InvokePointer, V8.Int(Isolate, index), 0, 0, 0);
        V8Api.FunctionSetName(function, V8.Name(Isolate, name));
        return function;
    }

    /// <summary>Ties a native object to a wrapper's internal field 0 for the wrapper's life; disposes it after collection when it is disposable.</summary>
    public void Wrap(nint wrapper, object native)
    {
        var key = ++_nextKey;
        _wrapped[key] = native;
        V8Api.ObjectSetInternal(wrapper, 0, V8.Int(Isolate, key));
        var slot = V8.Global(Isolate, wrapper);
        var handle = GCHandle.Alloc(new WeakSlot(this, key, slot));
        V8Api.MakeWeak(slot, GCHandle.ToIntPtr(handle), (nint)(delegate* unmanaged<nint*, void>)&Collected, 0);
    }

    /// <summary>The native object of a wrapper, or null when it has none or one of another type.</summary>
    public T? Unwrap<T>(nint wrapper) where T : class
    {
        var field = V8Api.ObjectGetInternal(wrapper, 0);
        return V8.IsSmi(field) && _wrapped.TryGetValue(V8.SmiValue(field), out var native) ? native as T : null;
    }

    /// <summary>Number of live native objects; for tests of collection.</summary>
    public int WrappedCount => _wrapped.Count;

    public void Dispose()
    {
        Realms.TryRemove(Isolate, out _);
        if (t_current == this)
            t_current = null;
        foreach (var native in _wrapped.Values)
            (native as IDisposable)?.Dispose();
        _wrapped.Clear();
    }

    private sealed record WeakSlot(Realm Realm, int Key, nint Slot);

    // Runs inside V8's collector: only DisposeGlobal is allowed, and it is compulsory. info: {isolate, parameter}.
    [UnmanagedCallersOnly]
    private static void Collected(nint* info)
    {
        var handle = GCHandle.FromIntPtr(info[1]);
        if (handle.Target is WeakSlot weak)
        {
            V8Api.DisposeGlobal(weak.Slot);
            if (weak.Realm._wrapped.TryRemove(weak.Key, out var native) && native is IDisposable disposable)
                weak.Realm.Guest.Loop.Post(disposable.Dispose);
        }
        handle.Free();
    }
}
