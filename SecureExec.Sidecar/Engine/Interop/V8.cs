using System.Text;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>Small helpers over <see cref="V8Api"/>: roots, strings, properties, errors, buffers.</summary>
internal static unsafe class V8
{
    /// <summary>Where the isolate keeps its roots (undefined first); checked by the self-test.</summary>
    private const int RootsOffset = 688;

    internal const int DontEnum = 2, ReadOnly = 1, DontDelete = 4;

    internal static nint Undefined(nint iso) => iso + RootsOffset;

    internal static nint Null(nint iso) => iso + RootsOffset + 2 * 8;

    internal static nint True(nint iso) => iso + RootsOffset + 3 * 8;

    internal static nint False(nint iso) => iso + RootsOffset + 4 * 8;

    internal static nint Bool(nint iso, bool value) => value ? True(iso) : False(iso);

    internal static bool IsUndefined(nint iso, nint local) => *(nint*)local == *(nint*)Undefined(iso);

    internal static bool IsSmi(nint local) => (*(nint*)local & 1) == 0;

    internal static int SmiValue(nint local) => (int)(*(nint*)local >> 32);

    /// <summary>A <c>Maybe&lt;bool&gt;</c> that holds true.</summary>
    internal static bool Just(ushort maybeBool) => maybeBool == 0x0101;

    internal static bool Same(nint a, nint b) => a != 0 && b != 0 && *(nint*)a == *(nint*)b;

    internal static nint Int(nint iso, int value) => V8Api.IntegerNew(iso, value);

    internal static nint Number(nint iso, double value) => V8Api.NumberNew(iso, value);

    internal static nint Str(nint iso, ReadOnlySpan<char> text)
    {
        var empty = '\0';
        fixed (char* p = text)
        {
            // V8 scans in words from an even address: text over guest memory may start at an odd one.
            if (((nuint)p & 1) != 0)
                return Str(iso, text.ToString());
            return V8Api.NewFromTwoByte(iso, p == null ? &empty : p, 0, text.Length);
        }
    }

    /// <summary>An internalized string: for property names.</summary>
    internal static nint Name(nint iso, string text)
    {
        fixed (char* p = text)
            return V8Api.NewFromTwoByte(iso, p, 1, text.Length);
    }

    internal static nint Latin1(nint iso, ReadOnlySpan<byte> bytes)
    {
        byte empty = 0;
        fixed (byte* p = bytes)
            return V8Api.NewFromOneByte(iso, p == null ? &empty : p, 0, bytes.Length);
    }

    internal static nint Utf8(nint iso, ReadOnlySpan<byte> bytes)
    {
        byte empty = 0;
        fixed (byte* p = bytes)
            return V8Api.NewFromUtf8(iso, p == null ? &empty : p, 0, bytes.Length);
    }

    /// <summary>The text of a string local (the caller has checked that it is one).</summary>
    internal static string Text(nint iso, nint local)
    {
        var length = V8Api.StringLength(local);
        if (length == 0)
            return "";
        return string.Create(length, (iso, local), static (span, t) =>
        {
            fixed (char* p = span)
                V8Api.StringWrite(t.local, t.iso, 0, (uint)span.Length, p, 0);
        });
    }

    /// <summary>ECMAScript ToString; null when it throws (an exception is then pending).</summary>
    internal static string? ToText(nint iso, nint context, nint value)
    {
        var s = V8Api.ValueToString(value, context);
        return s == 0 ? null : Text(iso, s);
    }

    internal static void Set(nint iso, nint context, nint target, string name, nint value) => V8Api.ObjectSet(target, context, Name(iso, name), value);

    /// <summary>Property <paramref name="name"/>; 0 when a getter throws.</summary>
    internal static nint Get(nint iso, nint context, nint target, string name) => V8Api.ObjectGet(target, context, Name(iso, name));

    /// <summary>A persistent handle: a slot that serves as a local until <see cref="V8Api.DisposeGlobal"/>.</summary>
    internal static nint Global(nint iso, nint local) => V8Api.Globalize(iso, *(nint*)local);

    internal static nint Array(nint iso, ReadOnlySpan<nint> items)
    {
        if (items.IsEmpty)
            return V8Api.ArrayNewLength(iso, 0);
        fixed (nint* p = items)
            return V8Api.ArrayNew(iso, p, (nuint)items.Length);
    }

    internal static nint StringArray(nint iso, IReadOnlyCollection<string> items)
    {
        var locals = new nint[items.Count];
        var i = 0;
        foreach (var item in items)
            locals[i++] = Str(iso, item);
        return Array(iso, locals);
    }

    /// <summary>The elements of a JavaScript array, read once; null when a getter throws.</summary>
    internal static nint[]? Items(nint array, nint context)
    {
        var items = new nint[V8Api.ArrayLength(array)];
        for (uint i = 0; i < items.Length; i++)
        {
            if ((items[i] = V8Api.ObjectGetIndex(array, context, i)) == 0)
                return null;
        }
        return items;
    }

    /// <summary>A new <c>Uint8Array</c> over a new buffer with a copy of <paramref name="bytes"/>.</summary>
    internal static nint Uint8Array(nint iso, ReadOnlySpan<byte> bytes) => V8Api.Uint8ArrayNew(ArrayBuffer(iso, bytes), 0, (nuint)bytes.Length);

    /// <summary>A new <c>ArrayBuffer</c> with a copy of <paramref name="bytes"/>.</summary>
    internal static nint ArrayBuffer(nint iso, ReadOnlySpan<byte> bytes)
    {
        var buffer = V8Api.ArrayBufferNew(iso, (nuint)bytes.Length, 0);
        if (!bytes.IsEmpty)
            bytes.CopyTo(new Span<byte>((void*)V8Api.BufferData(buffer), bytes.Length));
        return buffer;
    }

    /// <summary>The bytes behind a view, ArrayBuffer or SharedArrayBuffer, in place. False: something else.</summary>
    internal static bool Bytes(nint local, out Span<byte> bytes)
    {
        bytes = default;
        if (IsSmi(local))
            return false;
        if (V8Api.IsArrayBufferView(local) != 0)
        {
            var length = V8Api.ViewByteLength(local);
            var offset = V8Api.ViewByteOffset(local);
            var buffer = V8Api.ViewBuffer(local);
            if (length == 0)
                return true;
            if (length > int.MaxValue)
                return false;
            var data = V8Api.IsSharedArrayBuffer(buffer) != 0 ? V8Api.SharedArrayBufferData(buffer) : V8Api.BufferData(buffer);
            bytes = new Span<byte>((byte*)data + offset, (int)length);
            return true;
        }
        if (V8Api.IsArrayBuffer(local) != 0)
        {
            bytes = new Span<byte>((void*)V8Api.BufferData(local), checked((int)V8Api.ArrayBufferByteLength(local)));
            return true;
        }
        if (V8Api.IsSharedArrayBuffer(local) != 0)
        {
            bytes = new Span<byte>((void*)V8Api.SharedArrayBufferData(local), checked((int)V8Api.SharedArrayBufferByteLength(local)));
            return true;
        }
        return false;
    }

    internal static void ThrowError(nint iso, string message, string? code = null) => Throw(iso, V8Api.NewError(Str(iso, message), 0), code);

    internal static void ThrowTypeError(nint iso, string message, string? code = null) => Throw(iso, V8Api.NewTypeError(Str(iso, message), 0), code);

    internal static void ThrowRangeError(nint iso, string message, string? code = null) => Throw(iso, V8Api.NewRangeError(Str(iso, message), 0), code);

    private static void Throw(nint iso, nint error, string? code)
    {
        if (code != null)
            Set(iso, V8Api.CurrentContext(iso), error, "code", Str(iso, code));
        V8Api.ThrowException(iso, error);
    }

    /// <summary>V8's version, for example "14.7.173.0-ClearScript".</summary>
    internal static string Version => Encoding.ASCII.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)V8Api.GetVersion()));
}
