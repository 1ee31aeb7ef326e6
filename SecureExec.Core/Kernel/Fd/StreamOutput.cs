using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// Standard output or error: what the guest writes goes to a host callback at once, on the guest's thread and in order. With a
/// limit, bytes beyond it are taken from the guest and dropped, and <see cref="Truncated"/> says so.
/// </summary>
internal sealed class StreamOutput : FileDescription
{
    private readonly Lock _lock = new();
    private readonly Action<ReadOnlySpan<byte>> _sink;
    private readonly long _limit;
    private readonly ulong _ino;
    private long _passed;
    private bool _truncated;

    /// <summary>Makes an open stream.</summary>
    /// <param name="sink">Takes the bytes; must not keep the span. Calls never overlap.</param>
    /// <param name="limit">Bytes passed on at most.</param>
    public StreamOutput(Action<ReadOnlySpan<byte>> sink, long limit = long.MaxValue)
        : base(OpenFlags.O_WRONLY)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _sink = sink;
        _limit = limit;
        _ino = AnonymousInodes.Next();
    }

    /// <inheritdoc/>
    public override string DisplayName => $"pipe:[{_ino}]";

    /// <summary>Bytes passed to the callback.</summary>
    public long Passed => Volatile.Read(ref _passed);

    /// <summary>True once bytes were dropped.</summary>
    public bool Truncated => Volatile.Read(ref _truncated);

    /// <inheritdoc/>
    public override SysResult<int> Read(Span<byte> buffer, long position) => Errno.EBADF;

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position)
    {
        if (position >= 0)
        {
            return Errno.ESPIPE;
        }

        lock (_lock)
        {
            int room = (int)Math.Min(data.Length, _limit - _passed);
            if (room < data.Length)
            {
                Volatile.Write(ref _truncated, true);
            }

            if (room > 0)
            {
                _sink(data[..room]);
                Volatile.Write(ref _passed, _passed + room);
            }
        }

        return data.Length;
    }

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => AnonymousInodes.PipeStat(_ino);
}
