using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A write that found a stream full: goes on, on the loop, when the kernel says that there is room, until all is written.</summary>
internal sealed class FsPendingWrite
{
    private readonly Realm _realm;
    private readonly int _fd;
    private readonly Queue<nint> _buffers;
    private readonly Action<int, Errno> _done;
    private int _offset;
    private int _written;

    /// <param name="realm">Where the buffers are.</param>
    /// <param name="fd">The stream.</param>
    /// <param name="buffers">Views of bytes, which are kept.</param>
    /// <param name="offset">What is written of the first.</param>
    /// <param name="written">What is written of all.</param>
    /// <param name="done">Gets what was written, and the error when that is nothing.</param>
    public FsPendingWrite(Realm realm, int fd, IEnumerable<nint> buffers, int offset, int written, Action<int, Errno> done)
    {
        (_realm, _fd, _offset, _written, _done) = (realm, fd, offset, written, done);
        _buffers = new(buffers.Select(buffer => V8.Global(realm.Isolate, buffer)));
    }

    /// <summary>Waits for room.</summary>
    public void Wait()
    {
        var loop = _realm.Guest.Loop;
        if (!_realm.Guest.Sys.NotifyWritable(_fd, () => loop.Post(Try)))
            loop.Post(Try);
    }

    private void Try()
    {
        var errno = Errno.Success;
        while (errno == Errno.Success && _buffers.TryPeek(out var buffer))
        {
            // What was detached meanwhile has no bytes any more.
            var left = V8.Bytes(buffer, out var bytes) && _offset < bytes.Length ? bytes[_offset..] : [];
            var count = FsWrites.WriteAll(_realm.Guest.Sys, _fd, left, -1, out errno, wait: false);
            (_written, _offset) = (_written + count, _offset + count);
            if (errno != Errno.Success)
                break;
            V8Api.DisposeGlobal(_buffers.Dequeue());
            _offset = 0;
        }
        if (errno == Errno.EAGAIN)
        {
            Wait();
            return;
        }
        while (_buffers.TryDequeue(out var buffer))
            V8Api.DisposeGlobal(buffer);
        _done(_written, _written > 0 ? Errno.Success : errno);
    }
}
