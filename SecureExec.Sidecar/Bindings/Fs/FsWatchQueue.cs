using System.Buffers.Binary;
using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The kernel's event queue of one guest process, opened with its first watcher and read from the event loop, as libuv does with its
/// <c>inotify</c> descriptor.
/// </summary>
internal sealed class FsWatchQueue
{
    private const int BufferSize = 4096;

    private const WatchEvents Wanted = WatchEvents.All;

    private readonly Dictionary<int, List<FsWatcher>> _watchers = [];
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _fd = -1;
    private bool _waiting;

    /// <summary>Watches for one more handle; the watch's number, which handles of the same object share.</summary>
    public SysResult<int> Add(Realm realm, FsWatcher watcher, string path)
    {
        var sys = realm.Guest.Sys;
        if (_fd < 0)
        {
            if (sys.InotifyInit(OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC).IsError(out var fd, out var opening))
                return opening;
            _fd = fd;
        }
        if (sys.InotifyAdd(_fd, path, Wanted).IsError(out var descriptor, out var errno))
            return errno;
        if (!_watchers.TryGetValue(descriptor, out var sharing))
            _watchers[descriptor] = sharing = [];
        sharing.Add(watcher);
        if (!_waiting)
            Wait(realm);
        return descriptor;
    }

    /// <summary>A handle is closed.</summary>
    public void Remove(Realm realm, FsWatcher watcher)
    {
        if (!_watchers.TryGetValue(watcher.Descriptor, out var sharing) || !sharing.Remove(watcher) || sharing.Count > 0)
            return;
        _watchers.Remove(watcher.Descriptor);
        _ = realm.Guest.Sys.InotifyRemove(_fd, watcher.Descriptor);
    }

    private void Wait(Realm realm)
    {
        var loop = realm.Guest.Loop;
        _waiting = realm.Guest.Sys.NotifyReadable(_fd, () => loop.Post(() => Drain(realm)));
        if (_waiting)
            return;
        _waiting = true;
        loop.Post(() => Drain(realm));
    }

    private void Drain(Realm realm)
    {
        _waiting = false;
        while (!realm.Guest.Loop.Stopped && !realm.Guest.Sys.Read(_fd, _buffer, -1, wait: false).IsError(out var count, out _))
            Tell(realm, _buffer.AsSpan(0, count));
        // Nothing to tell while nobody watches: then the queue must not keep a callback.
        if (_watchers.Count > 0 && !realm.Guest.Loop.Stopped)
            Wait(realm);
    }

    private void Tell(Realm realm, ReadOnlySpan<byte> events)
    {
        while (events.Length >= WatchDescription.HeaderSize)
        {
            var descriptor = BinaryPrimitives.ReadInt32LittleEndian(events);
            var mask = (WatchEvents)BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var size = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
            var name = Encoding.UTF8.GetString(events.Slice(WatchDescription.HeaderSize, size).TrimEnd((byte)0));
            events = events[(WatchDescription.HeaderSize + size)..];
            if (!_watchers.TryGetValue(descriptor, out var sharing))
                continue;
            // Each is a callback of its own, and may close or open handles.
            foreach (var watcher in sharing)
            {
                var shown = name.Length > 0 ? name : watcher.Path[(watcher.Path.LastIndexOf('/') + 1)..];
                realm.Guest.Loop.Post(() => watcher.Tell(mask, shown));
            }
        }
    }
}
