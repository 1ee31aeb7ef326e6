using System.Collections.Concurrent;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// The kernel's way out of the VM: each connection, socket and look-up is a number on the channel. How many there are is the kernel's to bound. Calls send and do not wait for
/// an answer; answers come on the channel's thread.
/// </summary>
internal sealed class ChannelEgress(Action<WorkerMessage> send) : INetworkEgress
{
    /// <summary>What the guest sees as its own address: nothing of the host's network.</summary>
    internal static IpAddress OwnV4 { get; } = IpAddress.FromV4(0x0A00020F);

    /// <summary>The same for IPv6.</summary>
    internal static IpAddress OwnV6 { get; } = new(((UInt128)0xFD00 << 112) | 0x0F, true);

    private readonly ConcurrentDictionary<int, ChannelStream> _streams = new();
    private readonly ConcurrentDictionary<int, ChannelDatagrams> _datagrams = new();
    private readonly ConcurrentDictionary<int, Action<SysResult<IReadOnlyList<IpAddress>>>> _lookups = new();
    private readonly ConcurrentDictionary<int, Action<SysResult<ReadOnlyMemory<byte>>>> _queries = new();
    private int _lastId;

    /// <inheritdoc/>
    public IEgressStream Connect(IpEndpoint to, int window, IEgressStreamEvents events)
    {
        int id = Interlocked.Increment(ref _lastId);
        var stream = new ChannelStream(id, send, events, to.Address.Unmapped.IsV6, () => _streams.TryRemove(id, out _));
        _streams[id] = stream;
        send(new EgressConnectMessage(id, to, window));
        return stream;
    }

    /// <inheritdoc/>
    public SysResult<IEgressDatagrams> OpenDatagrams(bool isV6, IEgressDatagramEvents events)
    {
        int id = Interlocked.Increment(ref _lastId);
        var datagrams = new ChannelDatagrams(id, send, events, () => _datagrams.TryRemove(id, out _));
        _datagrams[id] = datagrams;
        send(new EgressDatagramOpenMessage(id, isV6));
        return datagrams;
    }

    /// <inheritdoc/>
    public void Lookup(string name, int family, Action<SysResult<IReadOnlyList<IpAddress>>> done)
    {
        int id = Interlocked.Increment(ref _lastId);
        _lookups[id] = done;
        send(new EgressResolveMessage(id, name, family));
    }

    /// <inheritdoc/>
    public void Query(string name, ushort recordType, Action<SysResult<ReadOnlyMemory<byte>>> done)
    {
        int id = Interlocked.Increment(ref _lastId);
        _queries[id] = done;
        send(new EgressQueryMessage(id, name, recordType));
    }

    internal void On(EgressOpenedMessage message)
    {
        if (_streams.TryGetValue(message.Id, out ChannelStream? stream)) stream.OnOpened(message.Port);
    }

    internal void On(EgressFailedMessage message)
    {
        if (_streams.TryRemove(message.Id, out ChannelStream? stream)) stream.OnFailed(message.Error, message.Reason);
        else if (_datagrams.TryRemove(message.Id, out ChannelDatagrams? datagrams)) datagrams.OnFailed(message.Error);
    }

    internal void On(EgressReceivedMessage message)
    {
        if (_streams.TryGetValue(message.Id, out ChannelStream? stream)) stream.OnReceived(message.Data.Span);
    }

    internal void On(EgressEndedMessage message)
    {
        if (_streams.TryGetValue(message.Id, out ChannelStream? stream)) stream.OnEnded();
    }

    internal void On(EgressRoomMessage message)
    {
        if (_streams.TryGetValue(message.Id, out ChannelStream? stream)) stream.OnRoom(message.Bytes);
    }

    internal void On(EgressDatagramMessage message)
    {
        if (_datagrams.TryGetValue(message.Id, out ChannelDatagrams? datagrams)) datagrams.OnDatagram(message.From, message.Data.Span);
    }

    /// <exception cref="ProtocolException">Nobody asked.</exception>
    internal void On(EgressResolvedMessage message)
    {
        if (!_lookups.TryRemove(message.Id, out Action<SysResult<IReadOnlyList<IpAddress>>>? done)) throw new ProtocolException("Addresses answer no look-up.");
        done(message.Error == Errno.Success ? SysResult.From(message.Addresses) : message.Error);
    }

    /// <exception cref="ProtocolException">Nobody asked.</exception>
    internal void On(EgressAnswerMessage message)
    {
        if (!_queries.TryRemove(message.Id, out Action<SysResult<ReadOnlyMemory<byte>>>? done)) throw new ProtocolException("A DNS answer answers no query.");
        done(message.Error == Errno.Success ? message.Data : message.Error);
    }
}
