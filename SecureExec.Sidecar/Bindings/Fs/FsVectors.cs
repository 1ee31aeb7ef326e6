using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Arrays of buffers, for <c>readv</c> and <c>writev</c>.</summary>
internal static class FsVectors
{
    private const int MaxBuffers = 1 << 20;

    /// <summary>The elements of an array argument, each a buffer. False: an exception is pending.</summary>
    public static bool Buffers(CallInfo info, int index, out nint[] buffers)
    {
        buffers = [];
        if (V8Api.IsArray(info[index]) == 0 || V8Api.ArrayLength(info[index]) > MaxBuffers)
        {
            info.ThrowTypeError("The \"buffers\" argument must be an instance of ArrayBufferView[].");
            return false;
        }
        if (V8.Items(info[index], info.Context) is not { } items)
            return false;
        foreach (var item in items)
        {
            if (V8.Bytes(item, out _))
                continue;
            info.ThrowTypeError("The \"buffers\" argument must be an instance of ArrayBufferView[].");
            return false;
        }
        buffers = items;
        return true;
    }
}
