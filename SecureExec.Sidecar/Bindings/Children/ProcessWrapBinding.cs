using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('process_wrap')</c>: children of this process, in the virtual machine.</summary>
internal static unsafe class ProcessWrapBinding
{
    private const int StandardStreams = 3, DetachedFlag = 1;

    public static void Define(BindingBuilder b) => b.Class("Process", HandleMethods.Add(b.NewClass("Process", FsAsyncObject.FirstOwnField, &Construct))
        .Method("spawn", &Spawn)
        .Method("kill", &Kill));

    private static ProcessHandle? Of(CallInfo info) => info.Realm.Unwrap<ProcessHandle>(info.This);

    private static void Construct(CallInfo info)
    {
        FsAsyncObject.Begin(info.Realm, info.This, "PROCESSWRAP");
        info.Realm.Wrap(info.This, new ProcessHandle(info.Realm));
    }

    // (signal)
    private static void Kill(CallInfo info)
    {
        if (Of(info) is { } handle)
            info.Return(Errors.ToUv(handle.Kill(info.Int32(0))));
    }

    // (file, args, cwd, envPairs, stdio, flags, uid, gid)
    private static void Spawn(CallInfo info)
    {
        if (Of(info) is not { } handle)
            return;
        if (SpawnOptions.Read(info, info[0], info[1], info[2], info[3], info[6], info[7], (info.Int32(5) & DetachedFlag) != 0) is not { } config)
            return;
        var fds = new List<int>();
        var pipes = new List<(nint Wrapper, StreamHandle Handle, int Mine, int Theirs)>();
        var errno = Descriptors(info, fds, pipes);
        var pid = 0;
        if (errno == Errno.Success && V8Api.HasPendingException(info.Isolate) == 0)
            handle.Start(info.This, config with { Fds = fds }).IsError(out pid, out errno);
        var sys = info.Realm.Guest.Sys;
        foreach (var (wrapper, stream, mine, theirs) in pipes)
        {
            sys.Close(theirs);
            // As in libuv also when the program could not be run: the streams then end at once.
            if (stream.Open(wrapper, mine) != Errno.Success)
                sys.Close(mine);
        }
        if (V8Api.HasPendingException(info.Isolate) != 0)
            return;
        if (errno == Errno.Success)
            V8.Set(info.Isolate, info.Context, info.This, "pid", V8.Int(info.Isolate, pid));
        info.Return(Errors.ToUv(errno));
    }

    // What the child gets as 0, 1 and so on; for each pipe a pair is made, one end for the handle that JavaScript brought.
    private static Errno Descriptors(CallInfo info, List<int> fds, List<(nint Wrapper, StreamHandle Handle, int Mine, int Theirs)> pipes)
    {
        var sys = info.Realm.Guest.Sys;
        if (SpawnOptions.Items(info, info[4]) is not { } items)
            return Errno.EINVAL;
        foreach (var item in items)
        {
            if (V8.IsSmi(item) || V8Api.IsObject(item) == 0)
                return Errno.EINVAL;
            switch (SpawnOptions.Text(info, item, "type"))
            {
                case "ignore":
                    fds.Add(fds.Count < StandardStreams ? SpawnConfig.Null : SpawnConfig.Closed);
                    break;
                case "pipe" or "overlapped":
                    if (StreamOf(info, item, info.Realm.State<StreamState>().PipeTemplate, out var wrapper) is not { Fd: < 0, IsClosing: false } pipe)
                        return Errno.EINVAL;
                    if (sys.SocketPair().IsError(out var pair, out var errno))
                        return errno;
                    pipes.Add((wrapper, pipe, pair.First, pair.Second));
                    fds.Add(pair.Second);
                    break;
                case "wrap":
                    if (StreamOf(info, item, info.Realm.State<StreamState>().StreamTemplate, out _) is not { Fd: >= 0 } stream)
                        return Errno.EINVAL;
                    fds.Add(stream.Fd);
                    break;
                default:
                    if (SpawnOptions.Number(info, item, "fd") is not (>= 0 and <= int.MaxValue and var fd))
                        return Errno.EINVAL;
                    fds.Add((int)fd);
                    break;
            }
        }
        return Errno.Success;
    }

    private static StreamHandle? StreamOf(CallInfo info, nint item, nint template, out nint wrapper)
    {
        wrapper = V8.Get(info.Isolate, info.Context, item, "handle");
        if (wrapper == 0 || template == 0 || V8.IsSmi(wrapper) || V8Api.IsObject(wrapper) == 0 || V8Api.FunctionTemplateHasInstance(template, wrapper) == 0)
            return null;
        return info.Realm.Unwrap<StreamHandle>(wrapper);
    }
}
