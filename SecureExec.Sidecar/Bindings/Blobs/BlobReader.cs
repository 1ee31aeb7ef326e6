using System.Buffers;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Reads a blob from its start, part by part. Its callback gets a status and, with <see cref="Continue"/>, an ArrayBuffer: at once for
/// bytes in memory, from the event loop for files.
/// </summary>
internal sealed class BlobReader(Realm realm, BlobData blob) : IDisposable
{
    private const int Ended = 0, Continue = 1, FileChunk = 64 * 1024;
    private readonly BlobData _blob = Copy(blob);
    private int _part;
    private long _read;

    /// <summary>Gives the next piece to a function (a local). False: it threw, an exception is pending.</summary>
    public bool Pull(nint callback)
    {
        if (_part >= _blob.Parts.Count)
            return Call(callback, Ended, 0);
        var part = _blob.Parts[_part];
        if (part.File == null)
        {
            _part++;
            return Call(callback, Continue, V8.ArrayBuffer(realm.Isolate, part.Memory!.Slice(part.Offset, (int)part.Length)));
        }
        PullFile(part, V8.Global(realm.Isolate, callback));
        return true;
    }

    public void Dispose() => _blob.Dispose();

    private void PullFile(BlobPart part, nint callback)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(FileChunk);
        var errno = Read(part, chunk, out var count);
        if (errno == Errno.Success)
        {
            _read += count;
            if (_read == part.Length)
                (_part, _read) = (_part + 1, 0);
        }
        realm.Guest.Loop.Ref();
        realm.Guest.Loop.Post(() =>
        {
            realm.Guest.Loop.Unref();
            var iso = realm.Isolate;
            if (errno == Errno.Success && count == 0)
            {
                ArrayPool<byte>.Shared.Return(chunk);
                Callbacks.Run(realm, () => Pull(callback));
                V8Api.DisposeGlobal(callback);
                return;
            }
            ReadOnlySpan<nint> args = errno == Errno.Success ? [V8.Int(iso, Continue), V8.ArrayBuffer(iso, chunk.AsSpan(0, count))] : [V8.Int(iso, Errors.ToUv(errno))];
            ArrayPool<byte>.Shared.Return(chunk);
            Callbacks.Make(realm, V8.Undefined(iso), callback, args, AsyncContext.None);
            V8Api.DisposeGlobal(callback);
        });
    }

    // A file that is not what it was when the blob was made cannot be read any more.
    private Errno Read(BlobPart part, byte[] chunk, out int count)
    {
        count = 0;
        var sys = realm.Guest.Sys;
        if (sys.Open(part.File!.Path, OpenFlags.O_RDONLY, 0).IsError(out var fd, out var errno))
            return errno;
        if (!sys.Fstat(fd).IsError(out var stat, out errno) && (stat.Size != part.File.Size || stat.Mtime != part.File.Modified))
            errno = Errno.EIO;
        if (errno == Errno.Success)
            errno = sys.Read(fd, chunk.AsSpan(0, (int)Math.Min(FileChunk, part.Length - _read)), part.Offset + _read, wait: false).IsError(out count, out var failed) ? failed : Errno.Success;
        sys.Close(fd);
        return errno == Errno.Success && count == 0 && part.Length > 0 ? Errno.EIO : errno;
    }

    private unsafe bool Call(nint callback, int status, nint buffer)
    {
        var iso = realm.Isolate;
        var args = stackalloc nint[2] { V8.Int(iso, status), buffer == 0 ? V8.Undefined(iso) : buffer };
        return V8Api.FunctionCall(callback, iso, V8Api.CurrentContext(iso), V8.Undefined(iso), 2, args) != 0;
    }

    private static BlobData Copy(BlobData blob)
    {
        var copy = new BlobData();
        copy.Add(blob, 0, long.MaxValue);
        return copy;
    }
}
