using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Makes instances of Node's Buffer: <c>Uint8Array</c>s with the prototype that the library registers while it boots.</summary>
internal static class NodeBuffer
{
    private const string Prototype = "bufferPrototype";

    /// <summary><c>setBufferPrototype</c> of the buffer binding.</summary>
    public static void SetPrototype(CallInfo info)
    {
        if (info.IsObject(0))
            info.Realm[Prototype] = info.Realm.Keep(info[0]);
        else
            info.ThrowTypeError("argument must be an object");
    }

    /// <summary>Whether a view was made as a Buffer.</summary>
    public static bool IsBuffer(Realm realm, nint view) =>
        V8Api.IsUint8Array(view) != 0 && realm[Prototype] is var prototype and not 0 && V8.Same(V8Api.ObjectGetPrototype(view), prototype);

    /// <summary>A new Buffer with a copy of bytes, as a local.</summary>
    public static nint Create(Realm realm, ReadOnlySpan<byte> bytes)
    {
        var array = V8.Uint8Array(realm.Isolate, bytes);
        if (realm[Prototype] is var prototype and not 0)
            V8Api.ObjectSetPrototype(array, V8Api.CurrentContext(realm.Isolate), prototype);
        return array;
    }
}
