using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>ReadFileJob</c> and <c>WriteFileJob</c>: a whole file in one round trip. The work is done when the job runs, <c>ondone</c> is called
/// from the loop. Standard input and other streams wait there for their data.
/// </summary>
internal static unsafe class FsJobs
{
    private const int Path = FsAsyncObject.FirstOwnField, Flags = Path + 1, LimitOrMode = Path + 2, Data = Path + 3, DefaultMode = 0x1b6;

    public static void Define(BindingBuilder b)
    {
        b.Class("ReadFileJob", FsAsyncObject.Methods(b.NewClass("ReadFileJob", Data + 1, &ConstructRead)).Method("run", &RunRead));
        b.Class("WriteFileJob", FsAsyncObject.Methods(b.NewClass("WriteFileJob", Data + 1, &ConstructWrite)).Method("run", &RunWrite));
    }

    /// <summary>Calls a job's <c>ondone</c> from the loop, with what <paramref name="arguments"/> makes there.</summary>
    public static void PostDone(Realm realm, nint job, Func<Realm, nint[]> arguments)
    {
        var slot = V8.Global(realm.Isolate, job);
        realm.Guest.Loop.Ref();
        realm.Guest.Loop.Post(() =>
        {
            realm.Guest.Loop.Unref();
            var done = V8Api.ObjectGet(slot, realm.Context, realm.State<FsState>().OnDone);
            if (done != 0 && V8Api.IsFunction(done) != 0)
                Callbacks.Make(realm, slot, done, arguments(realm), FsAsyncObject.ContextOf(realm, slot));
            FsAsyncObject.End(realm, slot);
            V8Api.DisposeGlobal(slot);
        });
    }

    // (path, flags, limit, trackFd)
    private static void ConstructRead(CallInfo info)
    {
        if (FsArgs.Path(info, 0, out var path) && FsArgs.Int(info, 1, out var flags) && FsArgs.Number(info, 2, out var limit))
            Begin(info, path, flags, limit, V8.Undefined(info.Isolate));
    }

    // (path, flags, mode, data)
    private static void ConstructWrite(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path) || !FsArgs.Int(info, 1, out var flags) || !FsArgs.Int(info, 2, out var mode))
            return;
        if (V8Api.IsArrayBufferView(info[3]) == 0)
            info.ThrowTypeError("The \"data\" argument must be an instance of Buffer, TypedArray, or DataView.");
        else
            Begin(info, path, flags, mode, info[3]);
    }

    private static void Begin(CallInfo info, string path, int flags, double limitOrMode, nint data)
    {
        V8Api.ObjectSetInternal(info.This, Path, V8.Str(info.Isolate, path));
        V8Api.ObjectSetInternal(info.This, Flags, V8.Int(info.Isolate, flags));
        V8Api.ObjectSetInternal(info.This, LimitOrMode, V8.Number(info.Isolate, limitOrMode));
        V8Api.ObjectSetInternal(info.This, Data, data);
        FsAsyncObject.Begin(info.Realm, info.This, "FSREQCALLBACK");
    }

    private static void RunRead(CallInfo info)
    {
        if (Inputs(info, out var path, out var flags, out var limit))
            Read(info.Realm, info.This, path, flags, limit);
    }

    private static void Read(Realm realm, nint job, string path, OpenFlags flags, double limit)
    {
        var sys = realm.Guest.Sys;
        if (sys.Open(path, flags, DefaultMode, wait: false).IsError(out var fd, out var errno))
            Fail(realm, job, errno, "open", path);
        else
            FsPendingOpen.Then(realm, fd, job, opened => Read(realm, opened, path, fd, limit));
    }

    private static void Read(Realm realm, nint job, string path, int fd, double limit)
    {
        var sys = realm.Guest.Sys;
        if (sys.Fstat(fd).IsError(out var stat, out var errno))
        {
            Fail(realm, job, errno, "fstat", path);
            sys.Close(fd);
            return;
        }
        if (stat.IsRegular && stat.Size > limit)
        {
            PostDone(realm, job, r => [V8.Null(r.Isolate), V8.Undefined(r.Isolate), V8.Int(r.Isolate, fd), V8.Number(r.Isolate, stat.Size), V8.Undefined(r.Isolate)]);
            return;
        }
        if (stat.Type is Abi.FileMode.S_IFIFO or Abi.FileMode.S_IFSOCK)
        {
            // A stream may have to be waited for, which the chunked reader in JavaScript does.
            PostDone(realm, job, r => [V8.Null(r.Isolate), V8.Undefined(r.Isolate), V8.Int(r.Isolate, fd), V8.Int(r.Isolate, 0), V8.Undefined(r.Isolate)]);
            return;
        }
        var content = FsWholeFiles.ReadToEnd(sys, fd, out var length, out errno);
        sys.Close(fd);
        if (content == null)
        {
            Fail(realm, job, errno, "read", path);
            return;
        }
        PostDone(realm, job, r =>
        {
            var buffer = NodeBuffer.Create(r, content.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(content);
            return [V8.Null(r.Isolate), buffer, V8.Int(r.Isolate, -1), V8.Undefined(r.Isolate), V8.Undefined(r.Isolate)];
        });
    }

    private static void RunWrite(CallInfo info)
    {
        if (!Inputs(info, out var path, out var flags, out var mode))
            return;
        var (realm, job) = (info.Realm, info.This);
        if (realm.Guest.Sys.Open(path, flags, (int)mode, wait: false).IsError(out var fd, out var errno))
            Fail(realm, job, errno, "open", path);
        else
            FsPendingOpen.Then(realm, fd, job, opened => Write(realm, opened, fd));
    }

    private static void Write(Realm realm, nint job, int fd)
    {
        var sys = realm.Guest.Sys;
        var errno = Errno.Success;
        var data = V8Api.ObjectGetInternal(job, Data);
        if (V8.Bytes(data, out var bytes) && !bytes.IsEmpty)
        {
            Write(sys, fd, ref bytes, out errno);
            if (errno == Errno.EAGAIN)
            {
                var rest = NodeBuffer.Create(realm, bytes);
                var slot = V8.Global(realm.Isolate, job);
                realm.Guest.Loop.Ref();
                new FsPendingWrite(realm, fd, [rest], 0, 0, (count, failed) =>
                {
                    realm.Guest.Loop.Unref();
                    Close(realm, slot, fd, failed);
                    V8Api.DisposeGlobal(slot);
                }).Wait();
                return;
            }
        }
        Close(realm, job, fd, errno);
    }

    private static void Close(Realm realm, nint job, int fd, Errno errno)
    {
        var closed = realm.Guest.Sys.Close(fd).Error;
        if (errno != Errno.Success)
            Fail(realm, job, errno, "write", null);
        else if (closed != Errno.Success)
            Fail(realm, job, closed, "close", null);
        else
            PostDone(realm, job, r => [V8.Null(r.Isolate)]);
    }

    // Unlike one write call, a job that stops half-way has failed.
    private static void Write(ProcessSyscalls sys, int fd, ref Span<byte> bytes, out Errno errno)
    {
        do
            bytes = bytes[FsWrites.WriteAll(sys, fd, bytes, -1, out errno, wait: false)..];
        while (errno == Errno.Success && !bytes.IsEmpty);
    }

    private static bool Inputs(CallInfo info, out string path, out OpenFlags flags, out double number)
    {
        (path, flags, number) = ("", 0, 0);
        var stored = V8Api.ObjectGetInternal(info.This, Path);
        if (V8.IsSmi(stored) || V8Api.IsString(stored) == 0)
        {
            info.Throw("The job was not constructed", "ERR_INVALID_STATE");
            return false;
        }
        path = V8.Text(info.Isolate, stored);
        flags = (OpenFlags)V8.SmiValue(V8Api.ObjectGetInternal(info.This, Flags));
        number = V8Api.NumberValue(V8Api.ObjectGetInternal(info.This, LimitOrMode), info.Context).Value;
        return true;
    }

    private static void Fail(Realm realm, nint job, Errno errno, string syscall, string? path)
    {
        var denied = Errors.DenialOf(errno);
        PostDone(realm, job, r => [Errors.Create(r, errno, syscall, path, null, denied)]);
    }
}
