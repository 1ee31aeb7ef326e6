using System.Buffers.Binary;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Kernel;

/// <summary>
/// An open queue of <c>inotify(7)</c>: reading gives events as Linux lays them out. Holds at most a fixed number; what comes
/// then is lost and told once as an overflow. An event equal to the last one waiting is not queued twice.
/// </summary>
internal sealed class WatchDescription : FileDescription
{
    /// <summary>Bytes of an event before its name.</summary>
    public const int HeaderSize = 16;

    private const int NameAlignment = 16;

    private readonly Lock _lock = new();
    private readonly WatchTable _table;
    private readonly int _capacity;
    private readonly Queue<Event> _events = new();
    private readonly ulong _ino = AnonymousInodes.Next();
    private Event? _last;
    private List<Action>? _waiters;
    private bool _overflowed;
    private int _descriptors;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="table">Where its watches are.</param>
    /// <param name="capacity">Events that may wait.</param>
    /// <param name="flags">O_NONBLOCK or nothing.</param>
    public WatchDescription(WatchTable table, int capacity, OpenFlags flags)
        : base(OpenFlags.O_RDONLY | flags)
    {
        _table = table;
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public override string DisplayName => "anon_inode:inotify";

    /// <summary>Its watches by descriptor. Guarded by the table's lock.</summary>
    public Dictionary<int, Watch> Watches { get; } = [];

    /// <summary>A number for a new watch, from 1. Guarded by the table's lock.</summary>
    public int NextDescriptor() => ++_descriptors;

    /// <summary>Queues an event.</summary>
    public void Push(int descriptor, WatchEvents mask, uint cookie, string? name)
    {
        List<Action>? wake;
        lock (_lock)
        {
            var next = new Event(descriptor, mask, cookie, name);
            if (next == _last || (_events.Count >= _capacity && _overflowed))
            {
                return;
            }

            if (_events.Count >= _capacity)
            {
                _overflowed = true;
                next = new Event(-1, WatchEvents.IN_Q_OVERFLOW, 0, null);
            }

            _events.Enqueue(next);
            _last = next;
            wake = _waiters;
            _waiters = null;
        }

        foreach (Action action in wake ?? [])
        {
            action();
        }
    }

    /// <summary>Whole events, as many as fit. EINVAL when not even the next does.</summary>
    public override SysResult<int> Read(Span<byte> buffer, long position)
    {
        if (position >= 0)
        {
            return Errno.ESPIPE;
        }

        lock (_lock)
        {
            if (_events.Count == 0)
            {
                return Errno.EAGAIN;
            }

            int length = 0;
            while (_events.TryPeek(out Event? next) && length + SizeOf(next) <= buffer.Length)
            {
                Write(next, buffer[length..]);
                length += SizeOf(next);
                _events.Dequeue();
                _overflowed &= next.Mask != WatchEvents.IN_Q_OVERFLOW;
            }

            _last = _events.Count == 0 ? null : _last;
            return length == 0 ? Errno.EINVAL : length;
        }
    }

    /// <inheritdoc/>
    public override SysResult<int> Write(ReadOnlySpan<byte> data, long position) => Errno.EBADF;

    /// <inheritdoc/>
    public override SysResult<FileStat> Stat() => AnonymousInodes.PipeStat(_ino);

    /// <inheritdoc/>
    public override bool NotifyReadable(Action once)
    {
        lock (_lock)
        {
            if (_events.Count > 0)
            {
                return false;
            }

            (_waiters ??= []).Add(once);
            return true;
        }
    }

    /// <inheritdoc/>
    public override void CancelNotify(Action once)
    {
        lock (_lock)
        {
            _waiters?.Remove(once);
        }
    }

    /// <inheritdoc/>
    protected override void OnLastClose() => _table.RemoveAll(this);

    private static int SizeOf(Event e) => HeaderSize + NameSize(e.Name);

    // As in Linux the name ends in at least one zero and is padded to whole headers.
    private static int NameSize(string? name) =>
        name is null ? 0 : (Encoding.UTF8.GetByteCount(name) + NameAlignment) / NameAlignment * NameAlignment;

    private static void Write(Event e, Span<byte> to)
    {
        int nameSize = NameSize(e.Name);
        BinaryPrimitives.WriteInt32LittleEndian(to, e.Descriptor);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], (uint)e.Mask);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], e.Cookie);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], nameSize);
        Span<byte> name = to.Slice(HeaderSize, nameSize);
        name.Clear();
        Encoding.UTF8.GetBytes(e.Name ?? "", name);
    }

    private sealed record Event(int Descriptor, WatchEvents Mask, uint Cookie, string? Name);
}
