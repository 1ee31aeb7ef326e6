using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// What one guest process owns on the V8 side: its isolate and main context, private and per-isolate symbols,
/// native objects behind JavaScript wrappers, and the parts of the engine that bindings reach.
/// One realm an isolate; <c>vm</c> contexts share it. Used on the isolate's thread, except where said.
/// </summary>
internal sealed unsafe class Realm : IDisposable
{
    private const string PageKey = "shared page";
    private static readonly ConcurrentDictionary<nint, Realm> Realms = new();
    [ThreadStatic] private static Realm? t_current;

    private readonly Dictionary<string, nint> _privates = [], _symbols = [], _templates = [];
    private readonly Dictionary<Type, object> _states = [];
    private readonly ConcurrentDictionary<int, object> _wrapped = new();
    private readonly List<nint> _globals = [];
    private readonly List<(nint Address, nint Buffer)> _pages = [];
    private readonly nint[] _restored = [];
    private int _nextKey;

    /// <summary>Makes the realm of the isolate's given context (a local). The isolate is locked and entered.</summary>
    public Realm(nint isolate, nint context)
    {
        Isolate = isolate;
        Context = V8.Global(isolate, context);
        Realms[isolate] = this;
        t_current = this;
    }

    /// <summary>Makes the realm of a context that came out of the start-up snapshot.</summary>
    public Realm(nint isolate, nint context, SnapshotFacts facts) : this(isolate, context)
    {
        _restored = new nint[facts.Handles];
        for (var i = 0; i < _restored.Length; i++)
            _restored[i] = Keep(V8Api.ContextDataFromSnapshotOnce(context, (nuint)i));
        foreach (var (names, handles) in (ReadOnlySpan<(Dictionary<string, int>, Dictionary<string, nint>)>)[(facts.Privates, _privates), (facts.Symbols, _symbols), (facts.Named, _templates)])
        {
            foreach (var (name, index) in names)
                handles[name] = _restored[index];
        }
        // V8 does not write detach keys out.
        foreach (var page in facts.Pages)
            V8Api.ArrayBufferSetDetachKey(_restored[page], Symbol(PageKey));
    }

    private Realm(nint isolate, nint context, bool namesOnly)
    {
        (Isolate, Context, NamesOnly) = (isolate, context, namesOnly);
    }

    /// <summary>
    /// A realm that is none: definitions of bindings run over it to register their functions by name, and nothing of JavaScript is made
    /// beyond what lives in the caller's handle scope.
    /// </summary>
    public static Realm ForNamesOnly(nint isolate, nint context) => new(isolate, context, namesOnly: true);

    /// <summary>Whether only the names of functions are wanted (<see cref="ForNamesOnly"/>).</summary>
    public bool NamesOnly { get; }

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
        if (_restored.Length > 0 && made is ICarried carried && StartupSnapshot.Facts!.States.TryGetValue(typeof(T).FullName!, out var saved))
            carried.Carry(new StateLoader(new BinaryReader(new MemoryStream(saved), Encoding.UTF8), _restored));
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
        if (NamesOnly)
            return local;
        var slot = V8.Global(Isolate, local);
        _globals.Add(slot);
        return slot;
    }

    /// <summary>
    /// A new <c>ArrayBuffer</c> (a local) whose memory C# and JavaScript share: it outlives every script, and a detach key that no script
    /// has keeps it from being transferred away.
    /// </summary>
    public nint NewSharedPage(int bytes, out void* memory)
    {
        var buffer = V8Api.ArrayBufferNew(Isolate, (nuint)bytes, 0);
        V8Api.ArrayBufferSetDetachKey(buffer, Symbol(PageKey));
        memory = (void*)V8Api.BufferData(buffer);
        _pages.Add(((nint)memory, Keep(buffer)));
        new Span<byte>(memory, bytes).Clear();
        return buffer;
    }

    /// <summary>A JavaScript function over a native one.</summary>
    public nint NewFunction(string qualifiedName, string name, delegate*<CallInfo, void> body)
    {
        var index = FunctionTable.Register(qualifiedName, body);
        if (NamesOnly)
            return V8.Undefined(Isolate);
        var function = V8Api.FunctionNew(V8Api.CurrentContext(Isolate), FunctionTable.InvokePointer, V8.Int(Isolate, index), 0, 0, 0);
        V8Api.FunctionSetName(function, V8.Name(Isolate, name));
        return function;
    }

    /// <summary>
    /// Ties a native object to a wrapper's internal field 0 for the wrapper's life; disposes it after collection when it is disposable. The answer is a weak handle of
    /// the wrapper: a local as long as something else keeps the wrapper.
    /// </summary>
    public nint Wrap(nint wrapper, object native)
    {
        var key = ++_nextKey;
        _wrapped[key] = native;
        V8Api.ObjectSetInternal(wrapper, 0, V8.Int(Isolate, key));
        var slot = V8.Global(Isolate, wrapper);
        var handle = GCHandle.Alloc(new WeakSlot(this, key, slot));
        V8Api.MakeWeak(slot, GCHandle.ToIntPtr(handle), (nint)(delegate* unmanaged<nint*, void>)&Collected, 0);
        return slot;
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

    /// <summary>Hands every handle of the realm to V8, which keeps it in the snapshot being made, and describes the rest.</summary>
    /// <param name="keep">Gives V8 the object behind a handle and returns its index.</param>
    /// <exception cref="InvalidOperationException">There is something that no snapshot can hold.</exception>
    public SnapshotFacts Save(Func<nint, int> keep)
    {
        if (!_wrapped.IsEmpty)
            throw new InvalidOperationException($"Native objects were made while Node's library booted: {string.Join(", ", _wrapped.Values)}.");
        var indexes = new Dictionary<nint, int>();
        var (privates, symbols, named) = (Names(_privates), Names(_symbols), Names(_templates));
        int[] pages = [.. _pages.Select(page => Index(page.Buffer))];
        var states = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (type, state) in _states)
        {
            if (state is not ICarried carried)
                throw new InvalidOperationException($"{type} was made while Node's library booted and is not {nameof(ICarried)}.");
            using var memory = new MemoryStream();
            using var output = new BinaryWriter(memory, Encoding.UTF8);
            carried.Carry(new StateSaver(output, Index, BufferOf));
            output.Flush();
            states[type.FullName!] = memory.ToArray();
        }
        return new SnapshotFacts { Functions = [.. FunctionTable.Names], Handles = indexes.Count, Privates = privates, Symbols = symbols, Named = named, Pages = pages, States = states };

        Dictionary<string, int> Names(Dictionary<string, nint> handles) => handles.Where(h => h.Value != 0).ToDictionary(h => h.Key, h => Index(h.Value), StringComparer.Ordinal);

        nint BufferOf(nint page) => _pages.Find(p => p.Address == page) is { Buffer: not 0 and var buffer } ? buffer
            : throw new InvalidOperationException("A page of a binding's state was not made by NewSharedPage.");

        int Index(nint slot)
        {
            if (!indexes.TryGetValue(slot, out var index))
            {
                index = keep(slot);
                if (index != indexes.Count)
                    throw new InvalidOperationException("V8 numbers kept objects in an order of its own.");
                indexes[slot] = index;
            }
            return index;
        }
    }

    /// <summary>Gives up all handles: V8 makes no snapshot while there are any.</summary>
    public void Release()
    {
        foreach (var slot in _globals)
            V8Api.DisposeGlobal(slot);
        _globals.Clear();
        V8Api.DisposeGlobal(Context);
        Dispose();
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
