using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Writes a <see cref="StructuredMessage"/> as Node's <c>Message::Serialize</c>: the value, then the data of each host object.</summary>
internal sealed unsafe class MessageWriter : ValueWriter
{
    /// <summary>Number of a host object that is written as an ordinary one.</summary>
    public const uint OrdinaryObject = uint.MaxValue;

    private const string UnsupportedType = "Cannot clone object of unsupported type.";
    private const string UnsupportedTransfer = "Cannot transfer object of unsupported type.";
    private const string NeedsTransfer = "Object that needs transfer was found in message but not listed in transferList";
    private const string InvalidValue = "Found invalid value in transferList.";
    private const int Transferable = 1, Cloneable = 2;

    private readonly StructuredMessage _message;
    private readonly nint _context;
    private readonly List<nint> _hosts = []; // locals of the current scope
    private readonly List<nint> _buffers = [];
    private readonly List<nint> _kept = []; // persistent handles, until all is written
    private int _transferred;

    private MessageWriter(Realm realm, nint context, StructuredMessage message) : base(realm) => (_context, _message) = (context, message);

    /// <summary>Serializes a value, which empties what is transferred; null: an exception is pending.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="context">The context of errors and getters.</param>
    /// <param name="value">The value.</param>
    /// <param name="transfer">The transfer list.</param>
    /// <param name="source">The port that posts (a local); 0: none.</param>
    public static StructuredMessage? Serialize(Realm realm, nint context, nint value, ReadOnlySpan<nint> transfer, nint source)
    {
        var message = new StructuredMessage();
        using var writer = new MessageWriter(realm, context, message);
        var written = writer.AddTransfers(transfer, source) && writer.AddNested() && writer.WriteAll(value);
        foreach (var slot in writer._kept)
            V8Api.DisposeGlobal(slot);
        if (written)
            return message;
        message.Dispose();
        return null;
    }

    private nint Keep(nint local)
    {
        var slot = V8.Global(Realm.Isolate, local);
        _kept.Add(slot);
        return slot;
    }

    private bool AddTransfers(ReadOnlySpan<nint> transfer, nint source)
    {
        foreach (var item in transfer)
        {
            if (V8Api.IsObject(item) == 0)
                return Refuse(InvalidValue);
            if (V8Api.ObjectHasPrivate(item, _context, Realm.Private("untransferable_object_private_symbol")) is var marked && V8.Just(marked))
                return Refuse(UnsupportedTransfer);
            if (V8Api.IsArrayBuffer(item) != 0)
            {
                if (V8Api.ArrayBufferIsDetachable(item) == 0 || V8Api.ArrayBufferWasDetached(item) != 0)
                    return Refuse(UnsupportedTransfer);
                if (Contains(_buffers, item))
                    return Refuse("Transfer list contains duplicate ArrayBuffer");
                V8Api.VsTransfer(Native, (uint)_buffers.Count, item);
                _buffers.Add(item);
                continue;
            }
            if (source != 0 && V8.Same(item, source))
                return Refuse("Transfer list contains source port");
            var isPort = MessagePort.IsPort(Realm, item);
            if (isPort && MessagePort.Of(Realm, item) is not { IsDetached: false })
                return Refuse("MessagePort in transfer list is already detached");
            if (Contains(_hosts, item))
                return Refuse($"Transfer list contains duplicate {V8.Text(Realm.Isolate, V8Api.ObjectGetConstructorName(item))}");
            if (!isPort && !IsTransferable(item))
                return Refuse(InvalidValue);
            _hosts.Add(item);
        }
        return true;
    }

    // What a transferred object takes along: [messaging_transfer_list_symbol]().
    private bool AddNested()
    {
        for (var i = 0; i < _hosts.Count; i++)
        {
            if (MessagePort.IsPort(Realm, _hosts[i]))
                continue;
            var method = V8Api.ObjectGet(_hosts[i], _context, Realm.Symbol("messaging_transfer_list_symbol"));
            if (method == 0)
                return false;
            if (V8Api.IsFunction(method) == 0)
                continue;
            var list = V8Api.FunctionCall(method, Realm.Isolate, _context, _hosts[i], 0, null);
            if (list == 0)
                return false;
            if (V8Api.IsArray(list) == 0)
                continue;
            if (V8.Items(list, _context) is not { } items)
                return false;
            foreach (var item in items)
            {
                if (V8Api.IsObject(item) != 0 && !Contains(_hosts, item) && (MessagePort.IsPort(Realm, item) || IsTransferable(item)))
                    _hosts.Add(item);
            }
        }
        _transferred = _hosts.Count;
        return true;
    }

    private bool WriteAll(nint value)
    {
        V8Api.VsWriteHeader(Native);
        if (!Write(_context, value))
            return false;
        foreach (var buffer in _buffers)
        {
            // A getter may have emptied the buffer meanwhile: then an empty one arrives.
            SharedPointer store;
            V8Api.ArrayBufferStore((nint)(&store), buffer);
            _message.Buffers.Add(store);
            if (V8Api.ArrayBufferWasDetached(buffer) == 0 && !V8.Just(V8Api.ArrayBufferDetach(buffer, 0)))
                return false;
        }
        for (var i = 0; i < _hosts.Count; i++) // grows while data of host objects is written
        {
            if (!WriteHost(_hosts[i], i < _transferred))
                return false;
        }
        _message.SetBytes(Release());
        return true;
    }

    private bool WriteHost(nint host, bool transferred)
    {
        if (MessagePort.IsPort(Realm, host))
        {
            if (MessagePort.Of(Realm, host)?.Detach() is not { } queue)
                return Refuse("MessagePort in transfer list is already detached");
            _message.HostObjects.Add(new PortTransfer(queue));
            return true;
        }
        if (NativeOf<ISharedHandle>(host) is { } shared)
        {
            _message.HostObjects.Add(new HandleTransfer(shared.Share()));
            return true;
        }
        if (NativeOf<ITransferableHandle>(host) is { } handle)
        {
            if (!handle.CanTransfer)
                return Refuse(UnsupportedTransfer);
            _message.HostObjects.Add(handle.Transfer());
            return true;
        }
        var result = transferred && IsTransferable(host) ? Ask(host, "messaging_transfer_symbol") : V8.Undefined(Realm.Isolate);
        if (result != 0 && V8Api.IsObject(result) == 0)
            result = Ask(host, "messaging_clone_symbol");
        if (result == 0)
            return false;
        if (V8Api.IsObject(result) == 0)
            return Refuse(UnsupportedType);
        var info = V8.Get(Realm.Isolate, _context, result, "deserializeInfo");
        var data = info == 0 ? 0 : V8.Get(Realm.Isolate, _context, result, "data");
        if (data == 0)
            return false;
        if (V8.ToText(Realm.Isolate, _context, info) is not { } text)
            return false;
        _message.HostObjects.Add(new LibraryTransfer(text));
        return Write(_context, data);
    }

    private nint Ask(nint host, string symbol)
    {
        var method = V8Api.ObjectGet(host, _context, Realm.Symbol(symbol));
        if (method == 0)
            return 0;
        return V8Api.IsFunction(method) == 0 ? V8.Undefined(Realm.Isolate) : V8Api.FunctionCall(method, Realm.Isolate, _context, host, 0, null);
    }

    private T? NativeOf<T>(nint target) where T : class => V8Api.ObjectInternalFieldCountOfMap(target) > 0 ? Realm.Unwrap<T>(target) : null;

    private bool IsTransferable(nint target) => (ModeOf(target) is > 0 and var mode && (mode & Transferable) != 0) || NativeOf<ITransferableHandle>(target) is { CanTransfer: true };

    // markTransferMode's bits; -1: an ordinary object.
    private int ModeOf(nint target)
    {
        var mode = V8Api.ObjectGetPrivate(target, _context, Realm.Private("transfer_mode_private_symbol"));
        return mode != 0 && V8.IsSmi(mode) ? V8.SmiValue(mode) : mode != 0 && V8Api.IsNumber(mode) != 0 ? (int)V8Api.NumberValue(mode, _context).Value : -1;
    }

    protected override void ThrowCloneError(nint message) => DomExceptions.Throw(Realm, message, "DataCloneError");

    // All objects of native classes, and those of library classes.
    protected override bool? IsHostObject(nint target) => V8Api.ObjectInternalFieldCountOfMap(target) > 0 || V8.Just(V8Api.ObjectHasPrivate(target, _context, Realm.Private("transfer_mode_private_symbol")));

    protected override bool WriteHostObject(nint target)
    {
        for (var i = 0; i < _hosts.Count; i++)
        {
            if (!V8.Same(_hosts[i], target))
                continue;
            V8Api.VsWriteUint32(Native, (uint)i);
            return true;
        }
        if (MessagePort.IsPort(Realm, target))
            return Refuse(NeedsTransfer);
        var mode = ModeOf(target);
        if (mode < 0 && NativeOf<ISharedHandle>(target) == null)
            return NativeOf<ITransferableHandle>(target) == null ? WriteEnvironment(target) : Refuse(NeedsTransfer);
        if ((mode & Cloneable) == 0)
            return Refuse((mode & Transferable) != 0 ? NeedsTransfer : UnsupportedType);
        V8Api.VsWriteUint32(Native, (uint)_hosts.Count);
        _hosts.Add(Keep(target)); // the local ends with the array or object that V8 is writing
        return true;
    }

    // process.env arrives as an ordinary object.
    private bool WriteEnvironment(nint target)
    {
        var environment = V8.Get(Realm.Isolate, Realm.Context, Realm[Engine.Callbacks.Process], "env");
        if (environment == 0 || !V8.Same(environment, target))
            return Refuse(UnsupportedType);
        var copy = V8Api.ObjectNew(Realm.Isolate);
        var names = V8Api.ObjectGetOwnPropertyNames(target, _context, 0, 0);
        if (names == 0 || V8.Items(names, _context) is not { } keys)
            return false;
        foreach (var key in keys)
        {
            var value = V8Api.ObjectGet(target, _context, key);
            if (value == 0)
                return false;
            V8Api.ObjectSet(copy, _context, key, value);
        }
        V8Api.VsWriteUint32(Native, OrdinaryObject);
        return Write(_context, copy);
    }

    protected override uint? SharedBufferId(nint buffer)
    {
        SharedPointer store;
        V8Api.SharedArrayBufferStore((nint)(&store), buffer);
        for (var i = 0; i < _message.SharedBuffers.Count; i++)
        {
            if (_message.SharedBuffers[i].Pointer != store.Pointer)
                continue;
            store.Release();
            return (uint)i;
        }
        _message.SharedBuffers.Add(store);
        return (uint)_message.SharedBuffers.Count - 1;
    }

    protected override uint? WasmModuleId(nint module)
    {
        _message.WasmModules.Add(new CompiledWasmModule(module));
        return (uint)_message.WasmModules.Count - 1;
    }

    private bool Refuse(string message)
    {
        DomExceptions.ThrowDataClone(Realm, message);
        return false;
    }

    private static bool Contains(List<nint> locals, nint item)
    {
        foreach (var local in locals)
        {
            if (V8.Same(local, item))
                return true;
        }
        return false;
    }
}
