using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Pool;

/// <summary>
/// A child process with three pipes and nothing else of this process: own session, default signals, the given environment. It is made by
/// posix_spawn(3) on the calling thread, whose confinement it inherits; nothing of .NET has to be loaded for it.
/// Lock: <c>_lock</c> guards the reaping, so that a kill never hits a process that took over the number.
/// </summary>
internal sealed unsafe class ChildProcess
{
    private readonly Lock _lock = new();
    private bool _reaped;
    private int _status;

    private ChildProcess(int pid, int input, int output, int error)
    {
        Pid = pid;
        Input = input;
        Output = output;
        Error = error;
    }

    /// <summary>Process id.</summary>
    internal int Pid { get; }

    /// <summary>This side's end of the standard input; closed by its owner, as the other two.</summary>
    internal int Input { get; }

    /// <summary>This side's end of the standard output.</summary>
    internal int Output { get; }

    /// <summary>This side's end of the standard error.</summary>
    internal int Error { get; }

    /// <summary>Exit code, once <see cref="TryReap"/> was true; null after a signal, and when someone else reaped the process.</summary>
    internal int? ExitCode => _status >= 0 && (_status & 0x7f) == 0 ? (_status >> 8) & 0xff : null;

    /// <summary>The signal that ended it, once <see cref="TryReap"/> was true.</summary>
    internal int? Signal => _status >= 0 && (_status & 0x7f) != 0 ? _status & 0x7f : null;

    /// <summary>Starts a program.</summary>
    /// <param name="path">Absolute path of the executable.</param>
    /// <param name="arguments">Arguments after the program's name.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="errno">What kept it from starting.</param>
    /// <returns>The process, or null.</returns>
    internal static ChildProcess? Start(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, out int errno)
    {
        Span<int> fds = stackalloc int[6];
        fds.Fill(-1);
        errno = OpenPipes(fds);
        int pid = 0;
        if (errno == 0) errno = Spawn(path, [path, .. arguments], [.. environment.Select(variable => $"{variable.Key}={variable.Value}")], fds, &pid);
        Close(fds[0], fds[3], fds[5]);
        if (errno == 0) return new ChildProcess(pid, fds[1], fds[2], fds[4]);
        Close(fds[1], fds[2], fds[4]);
        return null;
    }

    /// <summary>Ends it at once; no harm when it has ended already.</summary>
    internal void Kill()
    {
        lock (_lock)
        {
            if (!_reaped) Libc.Kill(Pid, Libc.SIGKILL);
        }
    }

    /// <summary>Takes the exit status when the process has ended.</summary>
    internal bool TryReap()
    {
        lock (_lock)
        {
            if (_reaped) return true;
            int status;
            int result = SpawnCalls.WaitPid(Pid, &status, SpawnCalls.NoHang);
            if (result == 0 || (result < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR)) return false;
            _status = result == Pid ? status : -1;
            return _reaped = true;
        }
    }

    /// <summary>Makes the pipes: [0] and [1] input, [2] and [3] output, [4] and [5] error, each read end first. Returns an errno.</summary>
    private static int OpenPipes(Span<int> fds)
    {
        fixed (int* ends = fds)
        {
            for (int i = 0; i < fds.Length; i += 2)
            {
                if (SpawnCalls.Pipe2(ends + i, Libc.O_CLOEXEC) != 0) return Marshal.GetLastPInvokeError();
            }
        }
        // A host without standard streams gets its pipes there, where the child's own will be.
        foreach (ref int fd in fds)
        {
            if (fd > 2) continue;
            int moved = Libc.Fcntl(fd, Libc.F_DUPFD_CLOEXEC, 3);
            if (moved < 0) return Marshal.GetLastPInvokeError();
            Libc.Close(fd);
            fd = moved;
        }
        return 0;
    }

    private static int Spawn(string path, string[] arguments, string[] environment, ReadOnlySpan<int> fds, int* pid)
    {
        byte* actions = stackalloc byte[SpawnCalls.OpaqueBytes];
        byte* attributes = stackalloc byte[SpawnCalls.OpaqueBytes];
        byte* signals = stackalloc byte[SpawnCalls.OpaqueBytes];
        byte** argv = CStrings(arguments);
        byte** envp = CStrings(environment);
        int errno = SpawnCalls.ActionsInit(actions) | SpawnCalls.AttributesInit(attributes)
            | SpawnCalls.ActionsDup2(actions, fds[0], 0) | SpawnCalls.ActionsDup2(actions, fds[3], 1) | SpawnCalls.ActionsDup2(actions, fds[5], 2)
            | SpawnCalls.ActionsCloseFrom(actions, 3)
            | SpawnCalls.FillSignals(signals) | SpawnCalls.AttributesSignalDefaults(attributes, signals)
            | SpawnCalls.EmptySignals(signals) | SpawnCalls.AttributesSignalMask(attributes, signals)
            | SpawnCalls.AttributesFlags(attributes, SpawnCalls.SetSignalDefaults | SpawnCalls.SetSignalMask | SpawnCalls.NewSession);
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        if (errno == 0) errno = SpawnCalls.Spawn(pid, name, actions, attributes, argv, envp);
        Marshal.FreeCoTaskMem((nint)name);
        errno |= SpawnCalls.ActionsDestroy(actions) | SpawnCalls.AttributesDestroy(attributes);
        Free(argv);
        Free(envp);
        return errno;
    }

    private static byte** CStrings(string[] texts)
    {
        var list = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++) list[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        return list;
    }

    private static void Free(byte** list)
    {
        for (int i = 0; list[i] != null; i++) Marshal.FreeCoTaskMem((nint)list[i]);
        NativeMemory.Free(list);
    }

    private static void Close(int a, int b, int c)
    {
        foreach (int fd in (ReadOnlySpan<int>)[a, b, c])
        {
            if (fd >= 0) Libc.Close(fd);
        }
    }
}
