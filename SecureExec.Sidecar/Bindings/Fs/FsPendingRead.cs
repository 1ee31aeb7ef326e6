using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>A read that found a stream empty: tries again on the loop when the kernel says that there is something.</summary>
internal sealed class FsPendingRead(Realm realm, int fd, nint buffer, int offset, int length, long position) : IDisposable
{
    private readonly nint _buffer = V8.Global(realm.Isolate, buffer);

    /// <summary>Waits; then completes the request. The read begins anew each time: the buffer may have been detached meanwhile.</summary>
    public void Wait(FsRequest request)
    {
        var loop = realm.Guest.Loop;
        if (!realm.Guest.Sys.NotifyReadable(fd, () => loop.Post(() => Try(request))))
            loop.Post(() => Try(request));
    }

    public void Dispose() => V8Api.DisposeGlobal(_buffer);

    private void Try(FsRequest request)
    {
        var target = V8.Bytes(_buffer, out var bytes) && offset + length <= bytes.Length ? bytes.Slice(offset, length) : [];
        var result = realm.Guest.Sys.Read(fd, target, position, wait: false);
        if (result.Error == Errno.EAGAIN)
        {
            Wait(request);
            return;
        }
        Dispose();
        var count = result.Ok ? result.Value : 0;
        request.Complete(result.Error, "read", null, null, (r, _) => V8.Int(r.Isolate, count));
    }
}
