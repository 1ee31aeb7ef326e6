using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Sends a file on a stream: reads as much as the stream wants, when it wants it, so that never more than one read waits. Loop's thread.</summary>
internal sealed class StreamPipe(Realm realm, FsFileHandle source, Http2StreamHandle sink)
{
    private const int MaxRead = 64 * 1024;

    private nint _object;
    private int _wanted;
    private bool _reading, _ended;

    /// <summary>It is over.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Writes to the stream that wait.</summary>
    public int PendingWrites { get; private set; }

    /// <summary>Begins: the stream is asked first.</summary>
    public void Start(nint wrapper)
    {
        if (_object != 0 || IsClosed)
            return;
        _object = V8.Global(realm.Isolate, wrapper);
        sink.Pipe = this;
        Want(MaxRead);
    }

    /// <summary>The stream would send so many bytes.</summary>
    public void OnWantsWrite(int bytes) => Want(bytes);

    /// <summary>The stream is gone.</summary>
    public void OnSinkDestroyed()
    {
        (_ended, PendingWrites) = (true, 0);
        Unpipe();
    }

    /// <summary>Ends it; <c>onunpipe</c> is called from the loop.</summary>
    public void Unpipe()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        sink.Pipe = null;
        if (_object != 0)
            realm.Guest.Loop.PostImmediate(Finish);
    }

    private void Want(int bytes)
    {
        _wanted = Math.Min(bytes, MaxRead);
        if (_reading || IsClosed || _ended || PendingWrites > 0)
            return;
        _reading = true;
        realm.Guest.Loop.Ref();
        realm.Guest.Loop.PostCalls(Read);
    }

    private void Read()
    {
        realm.Guest.Loop.Unref();
        _reading = false;
        if (IsClosed)
            return;
        var pooled = ArrayPool<byte>.Shared.Rent(_wanted);
        try
        {
            var result = source.ReadNext(pooled.AsSpan(0, _wanted));
            if (result.Error == Errno.EAGAIN)
                WaitForMore();
            else if (result is { Ok: true, Value: > 0 })
                Write(pooled.AsSpan(0, result.Value).ToArray());
            else
                End(result.Ok ? StreamHandle.EndOfFile : Errors.ToUv(result.Error));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private void WaitForMore()
    {
        var loop = realm.Guest.Loop;
        _reading = true;
        loop.Ref();
        if (!realm.Guest.Sys.NotifyReadable(source.Fd, () => loop.PostCalls(Read)))
            loop.PostCalls(Read);
    }

    private void Write(byte[] data)
    {
        if (sink.TryWrite(data, out _) is not Errno.Success)
        {
            Unpipe();
            return;
        }
        PendingWrites++;
        sink.Enqueue(data, AfterWrite);
    }

    private void AfterWrite(Errno errno)
    {
        if (IsClosed)
            return;
        PendingWrites--;
        if (errno != Errno.Success)
            Unpipe();
        else if (_ended)
            Complete();
        else
            Want(_wanted);
    }

    // The end of the file, or what went wrong, is the handle's to tell.
    private void End(int status)
    {
        _ended = true;
        using var handles = new HandleScope(realm.Isolate);
        realm.State<StreamState>().SetRead(status);
        var file = V8.Get(realm.Isolate, realm.Context, _object, "source");
        var onread = file == 0 || V8.IsSmi(file) || V8Api.IsObject(file) == 0 ? 0 : V8.Get(realm.Isolate, realm.Context, file, "onread");
        if (onread != 0 && V8Api.IsFunction(onread) != 0)
            Callbacks.Make(realm, file, onread, [V8.Undefined(realm.Isolate)], FsAsyncObject.ContextOf(realm, _object));
        if (PendingWrites == 0)
            Complete();
    }

    private void Complete()
    {
        sink.TryShutdown(out _);
        Unpipe();
    }

    private void Finish()
    {
        using var handles = new HandleScope(realm.Isolate);
        var (iso, context) = (realm.Isolate, realm.Context);
        var onUnpipe = V8.Get(iso, context, _object, "onunpipe");
        if (onUnpipe != 0 && V8Api.IsFunction(onUnpipe) != 0)
            Callbacks.Make(realm, _object, onUnpipe, [], FsAsyncObject.ContextOf(realm, _object));
        foreach (var (end, link) in (ReadOnlySpan<(string, string)>)[("source", "pipeTarget"), ("sink", "pipeSource")])
        {
            var other = V8.Get(iso, context, _object, end);
            if (other != 0 && !V8.IsSmi(other) && V8Api.IsObject(other) != 0)
                V8.Set(iso, context, other, link, V8.Null(iso));
            V8.Set(iso, context, _object, end, V8.Null(iso));
        }
        FsAsyncObject.End(realm, _object);
        V8Api.DisposeGlobal(_object);
        _object = 0;
    }
}
