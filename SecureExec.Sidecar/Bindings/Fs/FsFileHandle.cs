using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The descriptor behind a <c>FileHandle</c> of <c>fs.promises</c>.</summary>
internal sealed class FsFileHandle(Realm realm, int fd, string path) : IDisposable, ITransferableHandle
{
    /// <summary>The descriptor; -1 once closed or released.</summary>
    public int Fd { get; private set; } = fd;

    /// <summary>Where a stream that it feeds reads next; -1: from the file's own position.</summary>
    public long ReadOffset { get; set; } = -1;

    /// <summary>Bytes that such a stream may still have; -1: all.</summary>
    public long ReadLength { get; set; } = -1;

    /// <summary>The promise of a close under way (persistent handle), or 0.</summary>
    public nint Closing { get; set; }

    /// <summary>Gives the descriptor away: it stays open.</summary>
    public int Release()
    {
        var released = Fd;
        Fd = -1;
        return released;
    }

    public bool CanTransfer => Fd >= 0 && Closing == 0;

    public IHostTransfer Transfer() =>
        new DescriptorTransfer(realm.Guest.Process!, Release(), (receiver, fd) => FsFileHandleClass.Create(receiver, fd, path));

    /// <summary>The next piece for a stream; 0: its end. EAGAIN and what read(2) answers.</summary>
    public SysResult<int> ReadNext(Span<byte> room)
    {
        if (ReadLength >= 0)
            room = room[..(int)Math.Min(room.Length, ReadLength)];
        if (room.IsEmpty)
            return 0;
        var result = realm.Guest.Sys.Read(Fd, room, ReadOffset, wait: false);
        if (!result.Ok)
            return result;
        ReadOffset += ReadOffset >= 0 ? result.Value : 0;
        ReadLength -= ReadLength >= 0 ? result.Value : 0;
        return result;
    }

    /// <summary>Closes the descriptor at once.</summary>
    public Errno Close() => Fd < 0 ? Errno.EBADF : realm.Guest.Sys.Close(Release()).Error;

    /// <summary>The guest lost its handle without closing it: Node closes the descriptor and ends the program with an error.</summary>
    public void Dispose()
    {
        if (Fd < 0)
            return;
        var lost = Fd;
        // When the process ends its handles go with it, and V8 is not to be touched any more.
        if (Close() != Errno.Success || realm.Guest.Loop.Stopped)
            return;
        var message = "A FileHandle object was closed during garbage collection. This used to be allowed with a deprecation warning but is now "
            + $"considered an error. Please close FileHandle objects explicitly. File descriptor: {lost} ({(path.Length == 0 ? "<unknown path>" : path)})";
        var error = V8Api.NewError(V8.Str(realm.Isolate, message), 0);
        V8.Set(realm.Isolate, realm.Context, error, "code", V8.Str(realm.Isolate, "ERR_INVALID_STATE"));
        UncaughtExceptions.Trigger(realm, error, 0, fromPromise: false);
    }
}
