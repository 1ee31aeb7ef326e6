using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// V8's serializer puts off objects that it meets deep in the graph, but its reader expects the memory of an array buffer never to come that
/// late: in Node's own V8, buffers have embedder fields, and such objects are never put off. This V8 has none, so while a snapshot is made
/// the same rule is applied to buffers and their views here. Readers need no change.
/// </summary>
internal static unsafe class ArrayBufferSerialization
{
    // Of 7.5.1.1 linux-x64: distance from the exported function to the slot through which the library calls it.
    private const nint CanBeDeferredSlot = 0x37dca38 - 0x203aac0;
    private const string CanBeDeferredSymbol =
        "_ZN2v88internal22SerializerDeserializer13CanBeDeferredENS0_6TaggedINS0_10HeapObjectEEENS1_8SlotTypeE";

    private static delegate* unmanaged<nint, int, byte> s_canBeDeferred;

    public static void Install()
    {
        var function = EngineLibrary.Export(CanBeDeferredSymbol);
        s_canBeDeferred = (delegate* unmanaged<nint, int, byte>)function;
        LibrarySlot.Replace(function + CanBeDeferredSlot, (nint)(delegate* unmanaged<nint, int, byte>)&CanBeDeferred);
    }

    // The object is a tagged pointer, and the address of a slot that holds it is a Local: the API can be asked what it is.
    [UnmanagedCallersOnly]
    private static byte CanBeDeferred(nint value, int slotType)
    {
        var local = (nint)(&value);
        return V8Api.IsArrayBuffer(local) != 0 || V8Api.IsSharedArrayBuffer(local) != 0 || V8Api.IsArrayBufferView(local) != 0 ? (byte)0 : s_canBeDeferred(value, slotType);
    }
}
