using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Terminals;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>TTY</c> object: a terminal. What is written is taken at once, however long that waits, as libuv does once the stream is blocking, which Node asks for.</summary>
internal sealed class TtyHandle(Realm realm) : StreamHandle(realm)
{
    // uv_tty_mode_t
    private const int Normal = 0, Raw = 1, Transparent = 2, RawVt = 3;

    protected override string ResourceName => "TTYWrap";

    /// <summary>Takes a descriptor over. EINVAL when it is no terminal, as libuv says of files and of what is not open; EEXIST.</summary>
    public Errno Init(nint wrapper, int fd) => Sys.Terminals.IsTerminal(fd) ? Open(wrapper, fd) : Errno.EINVAL;

    public SysResult<WindowSize> GetWindowSize() => Sys.Terminals.GetWindowSize(Fd);

    /// <summary><c>uv_tty_set_mode</c>. EINVAL, and what tcsetattr(3) answers.</summary>
    public Errno SetMode(int mode)
    {
        if (Sys.Terminals.GetAttributes(Fd).IsError(out var now, out var errno))
            return errno;
        var modes = Realm.State<TerminalModes>();
        var before = modes.Keep(Fd, now);
        var wanted = mode switch
        {
            Normal => before,
            Raw or RawVt => before.Raw(),
            Transparent => before.Transparent(),
            _ => null,
        };
        return wanted is null ? Errno.EINVAL : Sys.Terminals.SetAttributes(Fd, wanted).Error;
    }

    protected override SysResult<int> Send(ReadOnlySpan<byte> data)
    {
        while (true)
        {
            var written = Sys.Write(Fd, data, -1, wait: false);
            if (written.Error != Errno.EAGAIN)
                return written;
            if (Sys.WaitEvents([(Fd, true)], null, -1) is { Ok: false, Error: var errno })
                return errno;
        }
    }

    protected override Errno EndWriting() => Errno.Success;
}
