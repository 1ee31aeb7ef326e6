using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reads a <see cref="StructuredMessage"/> as Node's <c>Message::Deserialize</c>.</summary>
internal sealed unsafe class MessageReader : ValueReader
{
    private readonly StructuredMessage _message;
    private readonly nint _context;
    private readonly List<nint> _hosts = []; // locals of the current scope

    private MessageReader(Realm realm, nint context, StructuredMessage message) : base(realm, message.Data, (nuint)message.Bytes.Length) =>
        (_context, _message) = (context, message);

    /// <summary>The value (a local); 0: an exception is pending. The message is not used up: a broadcast is read several times.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="context">The context that new objects belong to.</param>
    /// <param name="message">The message.</param>
    /// <param name="ports">An array of the ports that came along (a local).</param>
    public static nint Deserialize(Realm realm, nint context, StructuredMessage message, out nint ports)
    {
        ports = V8.Undefined(realm.Isolate);
        using var reader = new MessageReader(realm, context, message);
        var value = reader.Read();
        if (value != 0)
            ports = V8.Array(realm.Isolate, [.. reader._hosts.Where(host => MessagePort.IsPort(realm, host))]);
        return value;
    }

    private nint Read()
    {
        foreach (var host in _message.HostObjects)
        {
            var made = host.Receive(Realm, _context);
            if (made == 0)
                return 0;
            _hosts.Add(made);
        }
        for (var i = 0; i < _message.Buffers.Count; i++)
            V8Api.VdTransfer(Native, (uint)i, NewBuffer(_message.Buffers[i]));
        if (!V8.Just(V8Api.VdReadHeader(Native, _context)))
            return ThrowUnreadable();
        var value = V8Api.VdReadValue(Native, _context);
        if (value == 0)
            return ThrowUnreadable();
        for (var i = 0; i < _hosts.Count; i++)
        {
            if (!_message.HostObjects[i].Finish(Realm, _context, _hosts[i], this))
                return ThrowUnreadable();
        }
        return value;
    }

    protected override nint ReadHostObject()
    {
        uint number;
        if (V8Api.VdReadUint32(Native, &number) == 0)
            return ThrowUnreadable();
        if (number == MessageWriter.OrdinaryObject)
            return V8Api.VdReadValue(Native, _context) is var value and not 0 && V8Api.IsObject(value) != 0 ? value : ThrowUnreadable();
        return number < _hosts.Count ? _hosts[(int)number] : ThrowUnreadable();
    }

    protected override nint SharedBuffer(uint id)
    {
        if (id >= _message.SharedBuffers.Count)
            return 0;
        var store = _message.SharedBuffers[(int)id].AddHolder();
        var buffer = V8Api.SharedArrayBufferNewOver(Realm.Isolate, (nint)(&store));
        store.Release(); // V8 has moved it out, or not
        return buffer;
    }

    protected override nint WasmModule(uint id) => id < _message.WasmModules.Count ? _message.WasmModules[(int)id].NewModule(Realm.Isolate) : 0;

    private nint NewBuffer(SharedPointer memory)
    {
        var store = memory.AddHolder();
        var buffer = V8Api.ArrayBufferNewOver(Realm.Isolate, (nint)(&store));
        store.Release(); // V8 has moved it out, or not
        return buffer;
    }
}
