using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('spawn_sync')</c>: runs a child and waits for it.</summary>
internal static unsafe class SpawnSyncBinding
{
    private const int StandardStreams = 3;

    public static void Define(BindingBuilder b) => b.Function("spawn", &Spawn);

    // (options); the result has pid, status, signal, output and, for what went wrong, error.
    private static void Spawn(CallInfo info)
    {
        if (!info.IsObject(0))
        {
            info.ThrowTypeError("The \"options\" argument must be of type object.");
            return;
        }
        if (SpawnOptions.Read(info, info[0]) is not { } config)
            return;
        var signal = (int)(SpawnOptions.Number(info, info[0], "killSignal") ?? 0);
        var sys = info.Realm.Guest.Sys;
        var run = new SyncSpawn(sys)
        {
            TimeoutMs = SpawnOptions.Number(info, info[0], "timeout") ?? 0,
            MaxBuffer = SpawnOptions.Number(info, info[0], "maxBuffer") ?? 0,
            KillSignal = signal == 0 ? Signal.SIGTERM : (Signal)signal,
            Capacity = info.Realm.Guest.HeapLimitBytes,
        };
        var (fds, childEnds) = (new List<int>(), new List<int>());
        var errno = Streams(info, run, fds, childEnds);
        if (errno == Errno.Success && V8Api.HasPendingException(info.Isolate) == 0)
            run.Start(config with { Fds = fds }, childEnds);
        else
            childEnds.ForEach(fd => sys.Close(fd));
        run.Wait();
        if (V8Api.HasPendingException(info.Isolate) == 0)
            info.Return(Result(info, run, errno != Errno.Success ? errno : run.Error));
    }

    private static Errno Streams(CallInfo info, SyncSpawn run, List<int> fds, List<int> childEnds)
    {
        var sys = info.Realm.Guest.Sys;
        if (SpawnOptions.Items(info, V8.Get(info.Isolate, info.Context, info[0], "stdio")) is not { } items)
            return Errno.EINVAL;
        foreach (var item in items)
        {
            if (V8.IsSmi(item) || V8Api.IsObject(item) == 0)
                return Errno.EINVAL;
            switch (SpawnOptions.Text(info, item, "type"))
            {
                case "ignore":
                    run.Streams.Add(null);
                    fds.Add(fds.Count < StandardStreams ? SpawnConfig.Null : SpawnConfig.Closed);
                    break;
                case "pipe":
                    byte[]? input = SpawnOptions.IsTrue(info, item, "readable") ? Input(info, item) : null;
                    if (sys.SocketPair().IsError(out var pair, out var errno))
                        return errno;
                    run.Streams.Add(new SyncSpawnStream(sys, pair.First, input, SpawnOptions.IsTrue(info, item, "writable")));
                    childEnds.Add(pair.Second);
                    fds.Add(pair.Second);
                    break;
                case "inherit":
                    run.Streams.Add(null);
                    fds.Add((int)(SpawnOptions.Number(info, item, "fd") ?? fds.Count));
                    break;
                default:
                    if (SpawnOptions.Number(info, item, "fd") is not (>= 0 and <= int.MaxValue and var fd))
                        return Errno.EINVAL;
                    run.Streams.Add(null);
                    fds.Add((int)fd);
                    break;
            }
        }
        return Errno.Success;
    }

    private static byte[] Input(CallInfo info, nint item)
    {
        var input = V8.Get(info.Isolate, info.Context, item, "input");
        return input != 0 && V8.Bytes(input, out var bytes) ? bytes.ToArray() : [];
    }

    private static nint Result(CallInfo info, SyncSpawn run, Errno errno)
    {
        var (iso, context, result) = (info.Isolate, info.Context, V8Api.ObjectNew(info.Isolate));
        var (ended, realm) = (run.Status, info.Realm);
        V8.Set(iso, context, result, "pid", V8.Int(iso, run.Pid));
        if (errno != Errno.Success)
            V8.Set(iso, context, result, "error", V8.Int(iso, Errors.ToUv(errno)));
        V8.Set(iso, context, result, "status", ended is { Signal: null } status ? V8.Int(iso, status.ExitCode) : V8.Null(iso));
        V8.Set(iso, context, result, "signal", ended is { Signal: { } signal } ? V8.Str(iso, ProcessHandle.NameOf(signal)) : V8.Null(iso));
        V8.Set(iso, context, result, "output", ended is null ? V8.Null(iso) : V8.Array(iso, [.. run.Streams.Select(stream => Output(realm, stream))]));
        return result;
    }

    private static nint Output(Realm realm, SyncSpawnStream? stream) =>
        stream?.Output is { } output ? NodeBuffer.Create(realm, output.Span) : V8.Null(realm.Isolate);
}
