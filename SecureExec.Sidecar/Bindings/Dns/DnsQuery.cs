using SecureExec.Abi;
using SecureExec.Interop;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// One question under way: through the host, or where the guest chose name servers to each of those in turn over UDP, again and with more patience as often as the
/// channel says. Loop's thread.
/// </summary>
internal sealed class DnsQuery
{
    private const int BufferSize = 64 * 1024;

    private readonly Realm _realm;
    private readonly DnsChannel _channel;
    private readonly LoopRequest _request;
    private readonly string _name;
    private readonly ushort _type, _id;
    private readonly LoopTimer _timer;
    private int _fd = -1, _attempt;
    private string _lastError = "ECONNREFUSED";
    private bool _done;

    /// <summary>Begins to ask. What is wrong with the name, or refused by the policy, is told by the request.</summary>
    public DnsQuery(Realm realm, DnsChannel channel, LoopRequest request, string name, ushort type)
    {
        (_realm, _channel, _request, _name, _type) = (realm, channel, request, name, type);
        Span<byte> random = stackalloc byte[sizeof(ushort)];
        RandomBytes.Fill(random);
        _id = BitConverter.ToUInt16(random);
        _timer = new LoopTimer(realm.Guest.Loop, () => Fail("ETIMEOUT")) { Referenced = false };
        channel.Pending.Add(this);
    }

    /// <summary>Asks.</summary>
    public void Start()
    {
        var loop = _realm.Guest.Loop;
        if (DnsMessage.Question(_id, _name, _type) is null)
            loop.PostCalls(() => Finish("EBADNAME"));
        else if (_name.TrimEnd('.').EndsWith(".onion", StringComparison.OrdinalIgnoreCase))
            loop.PostCalls(() => Finish("ENOTFOUND")); // never asked of DNS (RFC 7686)
        else if (_channel.AsksHost)
            AskHost();
        else
            loop.PostCalls(AskNext);
    }

    /// <summary>Ends it with a word of c-ares.</summary>
    public void Finish(string error)
    {
        if (End())
            Complete(error);
    }

    private void AskHost()
    {
        var loop = _realm.Guest.Loop;
        var errno = _realm.Guest.Sys.Net.QueryDns(_name, _type, answer => loop.PostCalls(() =>
        {
            if (answer.IsError(out var message, out var failed))
                Finish(DnsStatus.OfQuery(failed));
            else
                Succeed(message.ToArray());
        })).Error;
        if (errno != Errno.Success)
            loop.PostCalls(() => Finish(DnsStatus.OfQuery(errno)));
    }

    private void AskNext()
    {
        if (_done)
            return;
        CloseSocket();
        var servers = _channel.Servers;
        if (servers.Count == 0 || _attempt >= servers.Count * _channel.Tries)
        {
            Finish(servers.Count == 0 ? "ENOSERVER" : _lastError);
            return;
        }
        var server = servers[_attempt % servers.Count];
        var net = _realm.Guest.Sys.Net;
        var errno = net.Socket(server.Address.IsV6 ? SocketKind.Udp6 : SocketKind.Udp4).IsError(out _fd, out var failed) ? failed : Errno.Success;
        if (errno != Errno.Success)
            _fd = -1;
        else
            errno = net.Connect(_fd, server).Error;
        if (errno == Errno.Success)
            errno = net.SendTo(_fd, DnsMessage.Question(_id, _name, _type), null).Error;
        if (errno != Errno.Success)
        {
            Fail(DnsStatus.OfQuery(errno));
            return;
        }
        _timer.Start(_channel.PatienceOf(_attempt / servers.Count));
        Wait();
    }

    private void Wait()
    {
        var (loop, fd) = (_realm.Guest.Loop, _fd);
        void Told() => loop.PostCalls(() =>
        {
            if (!_done && fd == _fd)
                Receive();
        });
        if (!_realm.Guest.Sys.NotifyReadable(fd, Told))
            Told();
    }

    private void Receive()
    {
        var buffer = new byte[BufferSize];
        if (_realm.Guest.Sys.Net.ReceiveFrom(_fd, buffer).IsError(out var received, out var errno))
        {
            if (errno == Errno.EAGAIN)
                Wait();
            else
                Fail(DnsStatus.OfQuery(errno));
        }
        else if (!DnsMessage.Answers(buffer.AsSpan(0, received.Length), _id))
        {
            Wait();
        }
        else
        {
            Succeed(buffer[..received.Length]);
        }
    }

    // One attempt is over: the next server, or the same with more patience.
    private void Fail(string error)
    {
        _timer.Stop();
        _lastError = error;
        _attempt++;
        _realm.Guest.Loop.PostCalls(AskNext);
    }

    private void Succeed(byte[] message)
    {
        if (DnsReply.Read(message, out var records) is { } error)
        {
            Finish(error);
            return;
        }
        if (!End())
            return;
        List<nint> ttls = [];
        var iso = _realm.Isolate;
        if (new DnsAnswer(_realm, message).Values(_type, records, ttls) is not { } values)
            Complete("EBADRESP");
        else if (values.Count == 0)
            Complete("ENODATA");
        else if (_type == DnsMessage.Soa)
            _request.Complete(0, values[0]);
        else if (_type is DnsMessage.A or DnsMessage.Aaaa)
            _request.Complete(0, V8.Array(iso, [.. values]), V8.Array(iso, [.. ttls]));
        else
            _request.Complete(0, V8.Array(iso, [.. values]));
    }

    private void Complete(string error) => _request.CompleteWith(V8.Str(_realm.Isolate, error));

    private bool End()
    {
        if (_done)
            return false;
        _done = true;
        _timer.Stop();
        _channel.Pending.Remove(this);
        CloseSocket();
        return true;
    }

    private void CloseSocket()
    {
        if (_fd >= 0)
            _realm.Guest.Process?.Sys.Close(_fd);
        _fd = -1;
    }
}
