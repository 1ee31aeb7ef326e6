using System.Diagnostics;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// A child that its parent waits for (<c>SyncProcessRunner</c>): the parent's thread blocks in the kernel until the child has ended and its pipes are closed. The child has a
/// thread of its own, so the wait ends; a signal that ends the parent ends it too.
/// </summary>
internal sealed class SyncSpawn
{
    private readonly ProcessSyscalls _sys;
    private Errno _error, _pipeError;
    private long _buffered;
    private bool _killed;

    public SyncSpawn(ProcessSyscalls sys) => _sys = sys;

    /// <summary>The child's streams in their order; null where the child has no pipe.</summary>
    public List<SyncSpawnStream?> Streams { get; } = [];

    /// <summary>Milliseconds until the child is killed; 0: none.</summary>
    public double TimeoutMs { get; init; }

    /// <summary>Bytes of output beyond which the child is killed; 0: none.</summary>
    public double MaxBuffer { get; init; }

    /// <summary>Bytes that are held at most, whatever <see cref="MaxBuffer"/> says.</summary>
    public required long Capacity { get; init; }

    public Signal KillSignal { get; init; } = Signal.SIGTERM;

    /// <summary>The child; 0 when it did not start.</summary>
    public int Pid { get; private set; }

    /// <summary>How it ended; null when it did not start or the parent is being ended.</summary>
    public WaitStatus? Status { get; private set; }

    /// <summary>Why it did not start, or what happened on the way: ETIMEDOUT, ENOBUFS, an error of a pipe.</summary>
    public Errno Error => _error != Errno.Success ? _error : _pipeError;

    /// <summary>Starts the child.</summary>
    /// <param name="config">What to run.</param>
    /// <param name="childEnds">The child's ends of the pipes, which are closed here.</param>
    public void Start(SpawnConfig config, IEnumerable<int> childEnds)
    {
        // What fits into the pipes lies there before the child can end without reading it.
        foreach (var stream in Streams)
        {
            if (stream?.Write() is { } errno && errno != Errno.Success && _pipeError == Errno.Success)
                _pipeError = errno;
        }
        _sys.Spawn(config).IsError(out var pid, out _error);
        Pid = _error == Errno.Success ? pid : 0;
        foreach (var fd in childEnds)
            _sys.Close(fd);
    }

    /// <summary>Waits for the end.</summary>
    public void Wait()
    {
        var start = Stopwatch.GetTimestamp();
        while (Pid != 0)
        {
            Transfer();
            if (Status is null && _sys.Wait(Pid) is { Ok: true, Value: var ended })
                Status = ended;
            var open = Streams.Where(stream => stream is { IsDone: false }).ToArray();
            if (Status is not null && open.Length == 0)
                break;
            var left = TimeoutMs > 0 && !_killed ? TimeoutMs - Stopwatch.GetElapsedTime(start).TotalMilliseconds : -1;
            if (TimeoutMs > 0 && !_killed && left <= 0)
            {
                Fail(Errno.ETIMEDOUT);
                continue;
            }
            var milliseconds = left < 0 ? -1 : (int)Math.Min(Math.Ceiling(left), int.MaxValue);
            var errno = _sys.WaitEvents([.. open.SelectMany(stream => stream!.Waits())], Status is null ? new ChildWait(Pid) : null, milliseconds).Error;
            if (errno is not (Errno.Success or Errno.EAGAIN))
                break;
        }
        CloseStreams();
    }

    private void Transfer()
    {
        foreach (var stream in Streams)
        {
            if (stream is null)
                continue;
            var errno = stream.Write();
            if (_pipeError == Errno.Success)
                _pipeError = errno;
            while (stream.Read() is > 0 and var count)
            {
                _buffered += count;
                if (!_killed && (_buffered > Capacity || (MaxBuffer > 0 && _buffered > MaxBuffer)))
                {
                    Fail(Errno.ENOBUFS);
                    return;
                }
            }
        }
    }

    private void Fail(Errno errno)
    {
        if (_error == Errno.Success)
            _error = errno;
        _killed = true;
        if (Status is null && _sys.Kill(Pid, KillSignal).Error is not (Errno.Success or Errno.ESRCH))
            _sys.Kill(Pid, Signal.SIGKILL);
        CloseStreams();
    }

    private void CloseStreams()
    {
        foreach (var stream in Streams)
            stream?.Close();
    }
}
