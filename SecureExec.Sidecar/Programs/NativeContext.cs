using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>A program of the machine at work: its process and what it shares with the C library of other systems. Used by the program's thread.</summary>
internal sealed class NativeContext
{
    private const int StandardOutput = 1, StandardError = 2;
    private string _errorPrefix = "";
    private NativeOutput? _out;

    /// <param name="machine">Where programs come from.</param>
    /// <param name="process">The process.</param>
    /// <param name="argv">The command line.</param>
    /// <param name="signals">Shared with the program that it is a part of.</param>
    public NativeContext(NativeMachine machine, GuestProcess process, IReadOnlyList<string> argv, PendingSignals? signals = null)
    {
        Machine = machine;
        Process = process;
        Argv = argv;
        Signals = signals ?? new PendingSignals();
    }

    /// <summary>Where programs come from.</summary>
    public NativeMachine Machine { get; }

    /// <summary>The process that it runs in.</summary>
    public GuestProcess Process { get; }

    /// <summary>The system calls of the process.</summary>
    public ProcessSyscalls Sys => Process.Sys;

    /// <summary>Its command line.</summary>
    public IReadOnlyList<string> Argv { get; }

    /// <summary>Caught signals that wait to be handled.</summary>
    public PendingSignals Signals { get; }

    /// <summary>The last part of the name it was called by.</summary>
    public string Name => Argv[0][(Argv[0].LastIndexOf('/') + 1)..];

    /// <summary>Standard output.</summary>
    public NativeOutput Out => _out ??= new NativeOutput(this, StandardOutput);

    /// <summary>The same process with other arguments: a command that is built into the shell.</summary>
    /// <param name="argv">Its command line.</param>
    /// <param name="errorPrefix">What stands before its messages.</param>
    public NativeContext With(IReadOnlyList<string> argv, string errorPrefix = "") => new(Machine, Process, argv, Signals) { _errorPrefix = errorPrefix };

    /// <summary>A variable of the environment, or null.</summary>
    public string? Env(string name) => Sys.Getenv(name).IsError(out var value, out _) ? null : value;

    /// <summary>"name: text" on standard error; always 1.</summary>
    public int Fail(string text)
    {
        _out?.Flush();
        Complain($"{_errorPrefix}{Name}: {text}\n");
        return 1;
    }

    /// <summary>"name: what: error" on standard error; always 1.</summary>
    public int Fail(string what, Errno errno) => Fail($"{what}: {ErrnoText.Of(errno)}");

    /// <summary>Text on standard error as it is.</summary>
    public void Complain(string text) => WriteAll(StandardError, ShellText.Encode(text));

    /// <summary>Ends what runs here when a signal has ended the process.</summary>
    public void ThrowIfEnded()
    {
        if (Process.IsEnding)
            throw new ProcessEndedException();
    }

    /// <summary>Reads, and waits until there is something. Zero at the end; EINTR when a caught signal came before.</summary>
    public SysResult<int> Read(int fd, Span<byte> buffer, bool signalsInterrupt = false)
    {
        while (true)
        {
            var read = Sys.Read(fd, buffer, -1, wait: false);
            if (read.Error != Errno.EAGAIN)
            {
                ThrowIfEnded();
                return read;
            }
            var waited = Sys.WaitEvents([(fd, false)], null, -1, signalsInterrupt ? Signals : null).Error;
            ThrowIfEnded();
            if (signalsInterrupt && Signals.Any)
                return Errno.EINTR;
            if (waited is not (Errno.Success or Errno.EAGAIN))
                return waited;
        }
    }

    /// <summary>Writes all of it, and waits for room.</summary>
    public Errno WriteAll(int fd, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var written = Sys.Write(fd, data, -1);
            ThrowIfEnded();
            if (written.Ok)
            {
                data = data[written.Value..];
                continue;
            }
            if (written.Error != Errno.EAGAIN)
                return written.Error;
            Sys.WaitEvents([(fd, true)], null, -1);
            ThrowIfEnded();
        }
        return Errno.Success;
    }

    /// <summary>Waits for time to pass; false when a caught signal came before.</summary>
    public bool Sleep(double milliseconds)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var left = milliseconds - System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (left <= 0)
                return true;
            Sys.WaitEvents([], null, (int)Math.Min(Math.Ceiling(left), int.MaxValue), Signals);
            ThrowIfEnded();
            if (Signals.Any)
                return false;
        }
    }

    /// <summary>All of a file; the files of programs that need it whole are bounded by <paramref name="limit"/> (EFBIG).</summary>
    public SysResult<byte[]> ReadWhole(int fd, long limit)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            if (Read(fd, buffer).IsError(out int count, out var errno))
                return errno;
            if (count == 0)
                return all.ToArray();
            if (all.Length + count > limit)
                return Errno.EFBIG;
            all.Write(buffer, 0, count);
        }
    }
}
