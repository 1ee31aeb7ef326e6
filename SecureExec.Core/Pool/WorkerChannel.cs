using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SecureExec.Interop;
using SecureExec.Protocol;

namespace SecureExec.Pool;

/// <summary>
/// The host's end of one worker's pipes. One thread reads messages and the worker's standard error and writes what a full pipe
/// could not take; it never blocks but in poll(2). <see cref="Send"/> writes on the caller's thread when the pipe has room and
/// never blocks. What a worker that does not read may leave queued is bounded: beyond it the channel is broken.
/// Lock: <c>_sendLock</c> guards the writer, the queue and <c>_closed</c>; no other lock is taken inside.
/// </summary>
internal sealed unsafe class WorkerChannel
{
    /// <summary>Bytes that may wait for a worker that does not read.</summary>
    internal const int MaxQueuedBytes = 64 * 1024 * 1024;

    private const int ReadBytes = 128 * 1024;
    private const int TailBytes = 8 * 1024;

    private readonly Lock _sendLock = new();
    private readonly FrameWriter _writer = new();
    private readonly Queue<ReadOnlyMemory<byte>> _queue = new();
    private readonly TailBuffer _stderr = new(TailBytes);
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _readFd;
    private readonly int _errorFd;
    private readonly int _writeFd;
    private readonly int _wakeFd;
    private volatile IWorkerMessageHandler _handler;
    private long _queuedBytes;
    private int _headDone;
    private bool _closed;
    private bool _finished;
    private string? _failure;

    /// <summary>Takes over three open pipe ends; they are not closed here: the owner closes them after <see cref="Ended"/>.</summary>
    internal WorkerChannel(int readFd, int errorFd, int writeFd, IWorkerMessageHandler handler)
    {
        _readFd = readFd;
        _errorFd = errorFd;
        _writeFd = writeFd;
        _handler = handler;
        _wakeFd = Libc.EventFd(0, Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (_wakeFd < 0) throw new IOException($"eventfd failed with errno {Marshal.GetLastPInvokeError()}.");
        foreach (int fd in (ReadOnlySpan<int>)[readFd, errorFd, writeFd]) Libc.SetNonBlocking(fd);
    }

    /// <summary>Completes when the worker has closed its end or the channel broke; the text says what was wrong, null for a plain end. No handler is called after.</summary>
    internal Task<string?> Ended => _ended.Task;

    /// <summary>The end of the worker's standard error so far.</summary>
    internal string StderrTail => _stderr.ToString();

    /// <summary>Sets who receives the messages from now on.</summary>
    internal void Attach(IWorkerMessageHandler handler) => _handler = handler;

    /// <summary>Starts the thread.</summary>
    internal void Start()
    {
        var thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "secureexec channel" };
        thread.Start();
    }

    /// <summary>Sends a message without blocking. False when the channel has ended.</summary>
    /// <exception cref="ProtocolException">The message is larger than a frame may be; nothing was sent.</exception>
    internal bool Send(HostMessage message)
    {
        lock (_sendLock)
        {
            if (_closed) return false;
            MessageCodec.Encode(_writer, message);
            ReadOnlySpan<byte> rest = _writer.Frame;
            if (_queue.Count == 0) rest = rest[WriteSome(rest)..];
            if (_closed) return false;
            if (rest.IsEmpty) return true;
            _queue.Enqueue(rest.ToArray());
            _queuedBytes += rest.Length;
            if (_queuedBytes > MaxQueuedBytes) _failure ??= "it does not read its channel";
            Wake();
            return true;
        }
    }

    /// <summary>Breaks the channel from this side, for the reason given.</summary>
    internal void Break(string reason)
    {
        lock (_sendLock)
        {
            _failure ??= reason;
            Wake();
        }
    }

    /// <summary>Writes until the pipe is full and returns the bytes written; sets <c>_closed</c> when the other end is gone. Holds: <c>_sendLock</c>.</summary>
    private int WriteSome(ReadOnlySpan<byte> data)
    {
        int done = 0;
        while (done < data.Length)
        {
            int n = Libc.WriteOnce(_writeFd, data[done..]);
            if (n >= 0)
            {
                done += n;
                continue;
            }
            _closed |= n != -Libc.EAGAIN;
            break;
        }
        return done;
    }

    /// <summary>Makes the thread look at the fields again. Holds: <c>_sendLock</c>.</summary>
    private void Wake()
    {
        if (_finished) return;
        ulong one = 1;
        Libc.WriteOnce(_wakeFd, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref one)));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The thread's outermost frame: a fault of a handler ends this worker, not the application.")]
    private void Run()
    {
        string? reason;
        try
        {
            reason = Pump();
        }
        catch (ProtocolException exception)
        {
            reason = $"it broke the protocol: {exception.Message}";
        }
        catch (Exception exception)
        {
            reason = $"handling its messages failed: {exception}";
        }
        lock (_sendLock)
        {
            _closed = true;
            _queue.Clear();
            reason ??= _failure;
        }
        DrainStderr();
        lock (_sendLock)
        {
            _finished = true;
            Libc.Close(_wakeFd);
        }
        _ended.SetResult(reason);
    }

    /// <summary>Serves the three pipes until the worker's output ends. Returns null then, else what broke the channel.</summary>
    private string? Pump()
    {
        var assembler = new FrameAssembler();
        var buffer = new byte[ReadBytes];
        var fds = stackalloc Libc.PollFd[4];
        bool errorOpen = true;
        while (true)
        {
            lock (_sendLock)
            {
                if (_failure is not null) return _failure;
                fds[3] = new Libc.PollFd { Fd = _queue.Count > 0 && !_closed ? _writeFd : -1, Events = Libc.POLLOUT };
            }
            fds[0] = new Libc.PollFd { Fd = _readFd, Events = Libc.POLLIN };
            fds[1] = new Libc.PollFd { Fd = errorOpen ? _errorFd : -1, Events = Libc.POLLIN };
            fds[2] = new Libc.PollFd { Fd = _wakeFd, Events = Libc.POLLIN };
            if (Libc.Poll(fds, 4, -1) < 0) continue;
            if (fds[2].Revents != 0) Libc.ReadOnce(_wakeFd, buffer.AsSpan(0, 8));
            if (fds[1].Revents != 0) errorOpen = ReadStderr(buffer);
            if (fds[3].Revents != 0) DrainQueue();
            if (fds[0].Revents != 0 && !ReadMessages(assembler, buffer)) return null;
        }
    }

    private bool ReadMessages(FrameAssembler assembler, byte[] buffer)
    {
        int n = Libc.ReadOnce(_readFd, buffer);
        if (n == -Libc.EAGAIN) return true;
        if (n <= 0) return false;
        ReadOnlySpan<byte> data = buffer.AsSpan(0, n);
        while (assembler.TryTake(ref data, out ReadOnlyMemory<byte> payload)) MessageCodec.DecodeWorker(payload).Accept(_handler);
        return true;
    }

    private bool ReadStderr(byte[] buffer)
    {
        int n = Libc.ReadOnce(_errorFd, buffer);
        if (n > 0) _stderr.Append(buffer.AsSpan(0, n));
        return n > 0 || n == -Libc.EAGAIN;
    }

    /// <summary>Takes what is left in the pipe; a crash writes its reason right before the end.</summary>
    private void DrainStderr()
    {
        var buffer = new byte[4096];
        for (int i = 0; i < 64; i++)
        {
            int n = Libc.ReadOnce(_errorFd, buffer);
            if (n <= 0) return;
            _stderr.Append(buffer.AsSpan(0, n));
        }
    }

    private void DrainQueue()
    {
        lock (_sendLock)
        {
            while (!_closed && _queue.TryPeek(out ReadOnlyMemory<byte> head))
            {
                int done = WriteSome(head.Span[_headDone..]);
                _queuedBytes -= done;
                _headDone += done;
                if (_headDone < head.Length) return;
                _queue.Dequeue();
                _headDone = 0;
            }
        }
    }
}
