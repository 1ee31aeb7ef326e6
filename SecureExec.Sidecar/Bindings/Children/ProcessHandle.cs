using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>Process</c> object: a child of this process, which it reaps and tells of by <c>onexit</c>. Loop's thread.</summary>
internal sealed class ProcessHandle(Realm realm) : LoopHandle(realm)
{
    private int _pid;
    private bool _ended;

    protected override string ResourceName => "ProcessWrap";

    private ProcessSyscalls Sys => Realm.Guest.Sys;

    /// <summary>Starts the child; its pid. EINVAL when the handle has one already, and what <see cref="SpawnCall"/> says.</summary>
    public SysResult<int> Start(nint wrapper, SpawnConfig config)
    {
        if (_pid != 0 || IsClosing)
            return Errno.EINVAL;
        var spawned = Sys.Spawn(config);
        if (!spawned.Ok)
            return spawned;
        _pid = spawned.Value;
        Hold(wrapper);
        SetActive(true);
        var loop = Realm.Guest.Loop;
        var waits = Sys.NotifyExit(_pid, () => loop.PostCalls(OnExit));
        if (!waits.Ok || !waits.Value)
            loop.PostCalls(OnExit);
        return spawned;
    }

    /// <summary><c>kill(2)</c>. ESRCH when there is no child or it is reaped.</summary>
    public Errno Kill(int signal) => _pid == 0 || _ended ? Errno.ESRCH : Sys.Kill(_pid, (Signal)signal).Error;

    protected override void EndNow()
    {
    }

    protected override void Cancel()
    {
    }

    private void OnExit()
    {
        if (_ended || Sys.Wait(_pid).IsError(out var status, out _))
            return;
        _ended = true;
        if (IsClosing)
            return;
        SetActive(false);
        var iso = Realm.Isolate;
        Call(V8.Name(iso, "onexit"), V8.Int(iso, status.Signal is null ? status.ExitCode : 0), V8.Str(iso, NameOf(status.Signal)));
    }

    /// <summary>A signal's name as Node writes it; empty for none.</summary>
    public static string NameOf(Signal? signal) => signal is { } number && Enum.IsDefined(number) ? number.ToString() : "";
}
