using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('blob')</c>: immutable bytes, files as blobs, and the store behind <c>URL.createObjectURL</c>.</summary>
internal static unsafe class BlobBinding
{
    private const string UrlPrefix = "blob:nodedata:";
    private const int MaxStored = 10_000;

    public static void Define(BindingBuilder b)
    {
        var state = b.Realm.State<State>();
        state.Blob = b.NewClass("Blob", 1, &Nothing).Method("getReader", &GetReader).Method("slice", &Slice).Template;
        state.Reader = b.NewClass("BlobReader", 1, &Nothing).Method("pull", &Pull).Method("setWakeup", &SetWakeup).Template;
        b.Function("createBlob", &CreateBlob)
            .Function("createBlobFromFilePath", &CreateBlobFromFilePath)
            .Function("concat", &Concat)
            .Function("storeDataObject", &StoreDataObject)
            .Function("getDataObject", &GetDataObject)
            .Function("revokeObjectURL", &RevokeObjectUrl);
    }

    // Instances are made by the functions here; one that a guest constructs has no native part.
    private static void Nothing(CallInfo info)
    {
    }

    // (sources: Uint8Arrays that nobody else has, or Blob handles; length)
    private static void CreateBlob(CallInfo info)
    {
        if (V8Api.IsArray(info[0]) == 0)
        {
            info.ThrowTypeError("The \"sources\" argument must be an instance of Array.");
            return;
        }
        if (V8.Items(info[0], info.Context) is not { } sources)
            return;
        var data = new BlobData();
        foreach (var source in sources)
        {
            if (V8.IsSmi(source))
                continue;
            if (V8Api.IsArrayBufferView(source) != 0 && V8Api.ViewByteLength(source) > 0)
                data.Add(new BlobPart(new BlobBuffer(V8Api.ViewBuffer(source)), null, (long)V8Api.ViewByteOffset(source), (long)V8Api.ViewByteLength(source)));
            else if (Unwrap(info.Realm, source) is { } blob)
                data.Add(blob, 0, long.MaxValue);
        }
        info.Return(NativeWrappers.New(info.Realm, info.Realm.State<State>().Blob, data));
    }

    // (path): [handle, length], or nothing when what is there cannot be read
    private static void CreateBlobFromFilePath(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var (realm, sys) = (info.Realm, info.Realm.Guest.Sys);
        if (sys.Stat(path, followSymlinks: true).IsError(out var stat, out var errno))
        {
            Errors.Throw(realm, errno, "stat", path);
            return;
        }
        if (!stat.IsRegular || sys.Access(path, 4).Error != Errno.Success)
            return;
        var data = new BlobData();
        data.Add(new BlobPart(null, new BlobFile(GuestPaths.Absolute(sys, path), stat.Size, stat.Mtime), 0, stat.Size));
        var handle = NativeWrappers.New(realm, realm.State<State>().Blob, data);
        if (handle != 0)
            info.Return(V8.Array(info.Isolate, [handle, V8.Number(info.Isolate, stat.Size)]));
    }

    // (array of ArrayBuffers and views): one ArrayBuffer
    private static void Concat(CallInfo info)
    {
        if (V8Api.IsArray(info[0]) == 0 || V8.Items(info[0], info.Context) is not { } items)
            return;
        long total = 0;
        foreach (var item in items)
            total += V8.Bytes(item, out var bytes) ? bytes.Length : 0;
        var buffer = total > int.MaxValue ? 0 : V8Api.ArrayBufferMaybeNew(info.Isolate, (nuint)total, 0);
        if (buffer == 0)
        {
            V8.ThrowRangeError(info.Isolate, "Array buffer allocation failed");
            return;
        }
        var target = new Span<byte>((void*)V8Api.BufferData(buffer), (int)total);
        foreach (var item in items)
        {
            if (!V8.Bytes(item, out var bytes))
                continue;
            bytes.CopyTo(target);
            target = target[bytes.Length..];
        }
        info.Return(buffer);
    }

    private static void GetReader(CallInfo info)
    {
        if (info.Realm.Unwrap<BlobData>(info.This) is { } blob)
            info.Return(NativeWrappers.New(info.Realm, info.Realm.State<State>().Reader, new BlobReader(info.Realm, blob)));
    }

    // (start, end)
    private static void Slice(CallInfo info)
    {
        if (info.Realm.Unwrap<BlobData>(info.This) is not { } blob || !FsArgs.Number(info, 0, out var start) || !FsArgs.Number(info, 1, out var end))
            return;
        var slice = new BlobData();
        slice.Add(blob, (long)Math.Clamp(start, 0, long.MaxValue), (long)Math.Clamp(end, 0, long.MaxValue));
        info.Return(NativeWrappers.New(info.Realm, info.Realm.State<State>().Blob, slice));
    }

    // (callback)
    private static void Pull(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm.Unwrap<BlobReader>(info.This)?.Pull(info[0]);
        else
            info.ThrowTypeError("The \"callback\" argument must be of type function.");
    }

    // Every part is there or is read on demand: no reader ever blocks, so none is woken.
    private static void SetWakeup(CallInfo info)
    {
    }

    // (id, handle, length, type)
    private static void StoreDataObject(CallInfo info)
    {
        if (info.RequireString(0, "id") is not { } id || info.Text(3) is not { } type)
            return;
        var stored = info.Realm.State<State>().Stored;
        if (Unwrap(info.Realm, info[1]) == null || stored.Count >= MaxStored)
            info.Throw("Too many object URLs", "ERR_INVALID_STATE");
        else if (!stored.ContainsKey(id))
            stored[id] = (V8.Global(info.Isolate, info[1]), info.Double(2), type);
    }

    // (id): [handle, length, type], or nothing
    private static void GetDataObject(CallInfo info)
    {
        if (info.RequireString(0, "id") is { } id && info.Realm.State<State>().Stored.TryGetValue(id, out var stored))
            info.Return(V8.Array(info.Isolate, [stored.Handle, V8.Number(info.Isolate, stored.Length), V8.Str(info.Isolate, stored.Type)]));
    }

    // (url)
    private static void RevokeObjectUrl(CallInfo info)
    {
        if (info.RequireString(0, "url") is not { } url || !url.StartsWith(UrlPrefix, StringComparison.Ordinal))
            return;
        if (info.Realm.State<State>().Stored.Remove(url[UrlPrefix.Length..], out var stored))
            V8Api.DisposeGlobal(stored.Handle);
    }

    private static BlobData? Unwrap(Realm realm, nint value) =>
        !V8.IsSmi(value) && V8Api.FunctionTemplateHasInstance(realm.State<State>().Blob, value) != 0 ? realm.Unwrap<BlobData>(value) : null;

    /// <summary>A handle (a local) over what a message brought; 0: an exception is pending.</summary>
    public static nint NewObject(Realm realm, BlobData data)
    {
        BindingTable.Require(realm, "blob");
        return NativeWrappers.New(realm, realm.State<State>().Blob, data);
    }

    private sealed class State : ICarried
    {
        public nint Blob { get; set; }

        public nint Reader { get; set; }

        public Dictionary<string, (nint Handle, double Length, string Type)> Stored { get; } = new(StringComparer.Ordinal);

        public void Carry(StateCarrier carrier)
        {
            carrier.Untouched(Stored.Count == 0, nameof(BlobBinding));
            Blob = carrier.Handle(Blob);
            Reader = carrier.Handle(Reader);
        }
    }
}
