using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Broker.Egress;

/// <summary>
/// The way out of one runtime, for a worker that may be hostile: each wish is judged by this side's own copy of the policy and by the guard of addresses, and what is
/// permitted goes to the very address that was judged. Messages arrive on the channel's thread: no method blocks, and one that finds the protocol broken throws <see cref="ProtocolException"/>.
/// </summary>
internal sealed class EgressBroker : IDisposable
{
    private const string Denied = "security.permission.denied";
    private const string Guarded = "security.egress.denied";
    private const string Permitted = "egress.allowed";
    private const int MaxWindow = 4 * 1024 * 1024;

    private readonly EgressPolicy _policy;
    private readonly EgressResolver _resolver;
    private readonly EgressMeter _meter;
    private readonly ResourceLimits _limits;
    private readonly Action<HostMessage> _send;
    private readonly Action<AuditEntry>? _audit;
    private readonly Budget _connections;
    private readonly Budget _sockets;
    private readonly Budget _queries;
    private readonly ConcurrentDictionary<int, EgressConnection> _streams = new();
    private readonly ConcurrentDictionary<int, EgressDatagramSocket> _datagrams = new();
    private readonly CancellationTokenSource _disposed = new();

    /// <param name="plan">Name servers and exempt ports.</param>
    /// <param name="policy">This side's copy of the policy.</param>
    /// <param name="limits">Caps.</param>
    /// <param name="send">Sends a message to the worker; does not block or throw.</param>
    /// <param name="audit">Told of each decision; does not block or throw.</param>
    /// <param name="isOwn">Tells the host's own addresses.</param>
    /// <param name="clock">Time of rates and of what is remembered.</param>
    internal EgressBroker(EgressPlan plan, PolicyEngine policy, ResourceLimits limits, Action<HostMessage> send, Action<AuditEntry>? audit, Func<IpAddress, bool> isOwn, TimeProvider clock)
    {
        _policy = new EgressPolicy(policy, plan.ExemptPorts, new ResolvedNames(limits.MaxResolvedNames, clock), isOwn);
        _resolver = new EgressResolver(plan.Overrides, new DnsServers(plan.NameServers), _policy);
        _meter = new EgressMeter(limits, clock);
        _limits = limits;
        _send = send;
        _audit = audit;
        _connections = new Budget(limits.MaxConnections);
        _sockets = new Budget(limits.MaxSockets);
        _queries = new Budget(limits.MaxDnsQueries);
    }

    /// <summary>Connections and UDP sockets that are open.</summary>
    internal int Open => _streams.Count + _datagrams.Count;

    internal void On(EgressConnectMessage message)
    {
        if (message.Window is < 1 or > MaxWindow) throw new ProtocolException($"A window of {message.Window} bytes is none.");
        CheckFree(message.Id);
        if (!_meter.TryRequest())
        {
            Fail(message.Id, Errno.EAGAIN, $"more than {_limits.MaxEgressRequestsPerSecond} requests in a second (maxEgressRequestsPerSecond)", $"tcp://{message.To}");
            return;
        }
        EgressDecision decision = _policy.Check(message.To, datagrams: false);
        Tell(decision);
        if (decision.Endpoint is not { } endpoint)
        {
            _send(new EgressFailedMessage(message.Id, decision.Error, decision.Reason));
            return;
        }
        if (!_connections.TryCharge(1))
        {
            Fail(message.Id, Errno.EAGAIN, $"more than {_limits.MaxConnections} connections are open (maxConnections)", decision.Resource);
            return;
        }
        var connection = new EgressConnection(message.Id, message.Window, TimeSpan.FromMilliseconds(_limits.EgressConnectTimeoutMs), _meter, _send);
        _streams[message.Id] = connection;
        _ = RunAsync(message.Id, connection, endpoint);
    }

    internal void On(EgressDataMessage message)
    {
        if (_streams.TryGetValue(message.Id, out EgressConnection? connection)) connection.Write(message.Data);
    }

    internal void On(EgressCreditMessage message)
    {
        if (_streams.TryGetValue(message.Id, out EgressConnection? connection)) connection.AddCredit(message.Bytes);
        else if (_datagrams.TryGetValue(message.Id, out EgressDatagramSocket? socket)) socket.AddCredit(message.Bytes);
    }

    internal void On(EgressShutdownMessage message)
    {
        if (_streams.TryGetValue(message.Id, out EgressConnection? connection)) connection.ShutdownWrite();
    }

    internal void On(EgressCloseMessage message)
    {
        if (_streams.TryRemove(message.Id, out EgressConnection? connection)) connection.Close(message.Reset);
        else if (_datagrams.TryRemove(message.Id, out EgressDatagramSocket? socket)) Close(socket);
    }

    internal void On(EgressDatagramOpenMessage message)
    {
        CheckFree(message.Id);
        if (!_meter.TryRequest() || !_sockets.TryCharge(1))
        {
            Fail(message.Id, Errno.EAGAIN, "too many UDP sockets (maxSockets, maxEgressRequestsPerSecond)", "udp://");
            return;
        }
        try
        {
            var socket = new EgressDatagramSocket(message.Id, message.IsV6, _meter, _send);
            _datagrams[message.Id] = socket;
            _ = socket.RunAsync();
        }
        catch (SocketException exception)
        {
            _sockets.Release(1);
            _send(new EgressFailedMessage(message.Id, SocketErrors.ToErrno(exception), null));
        }
    }

    internal void On(EgressDatagramSendMessage message)
    {
        if (!_datagrams.TryGetValue(message.Id, out EgressDatagramSocket? socket)) return;
        EgressDecision decision = _policy.Check(message.To, datagrams: true);
        // One entry for each place, not for each datagram.
        if (decision.Endpoint is not { } endpoint || !socket.Knows(endpoint.Endpoint)) Tell(decision);
        if (decision.Endpoint is { } permitted) socket.Send(permitted, message.Data.Span);
    }

    internal void On(EgressResolveMessage message)
    {
        if (message.Family is not (0 or 4 or 6)) throw new ProtocolException($"A family of {message.Family} is none.");
        Errno error = Begin(message.Name, out string name);
        if (error == Errno.Success) _ = ResolveAsync(message.Id, name, message.Family);
        else _send(new EgressResolvedMessage(message.Id, error, []));
    }

    internal void On(EgressQueryMessage message)
    {
        Errno error = Begin(message.Name, out string name);
        if (error == Errno.Success) _ = QueryAsync(message.Id, name, message.Type);
        else _send(new EgressAnswerMessage(message.Id, error, default));
    }

    /// <summary>Ends everything that is open.</summary>
    public void Dispose()
    {
        foreach (int id in _streams.Keys)
        {
            if (_streams.TryRemove(id, out EgressConnection? connection)) connection.Close(reset: true);
        }
        foreach (int id in _datagrams.Keys)
        {
            if (_datagrams.TryRemove(id, out EgressDatagramSocket? socket)) Close(socket);
        }
        ThreadPool.UnsafeQueueUserWorkItem(static source => source.Cancel(), _disposed, preferLocal: false);
    }

    private void CheckFree(int id)
    {
        if (_streams.ContainsKey(id) || _datagrams.ContainsKey(id)) throw new ProtocolException($"Number {id} of the outside is in use.");
    }

    private void Close(EgressDatagramSocket socket)
    {
        socket.Dispose();
        _sockets.Release(1);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault of one connection is told as EIO and must not end the application.")]
    private async Task RunAsync(int id, EgressConnection connection, CheckedEndpoint endpoint)
    {
        // The channel's thread has other things to do than to begin a connection.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await connection.RunAsync(endpoint).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _send(new EgressFailedMessage(id, Errno.EIO, null));
        }
        _streams.TryRemove(new KeyValuePair<int, EgressConnection>(id, connection));
        _connections.Release(1);
    }

    /// <summary>Judges a wish to look up a name and takes a place for it.</summary>
    private Errno Begin(string asked, out string name)
    {
        name = HostName.Normalize(asked) ?? "";
        if (name.Length == 0) return Errno.ENOENT;
        EgressDecision decision = _policy.CheckName(name);
        Tell(decision);
        if (!decision.Allowed) return decision.Error;
        if (_meter.TryRequest() && _queries.TryCharge(1)) return Errno.Success;
        Note(Guarded, EgressPolicy.Resolving, decision.Resource, "too many look-ups (maxDnsQueries, maxEgressRequestsPerSecond)");
        return Errno.EAGAIN;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault of one look-up is told as EAGAIN and must not end the application.")]
    private async Task ResolveAsync(int id, string name, int family)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        (Errno Error, IpAddress[] Addresses, string? Refused) answer = (Errno.EAGAIN, [], null);
        try
        {
            answer = await _resolver.ResolveAsync(name, family, _disposed.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // EAGAIN: as if no server had answered.
        }
        _queries.Release(1);
        if (answer.Refused is { } reason) Note(Guarded, EgressPolicy.Resolving, $"dns://{name}", reason);
        _send(new EgressResolvedMessage(id, answer.Error, answer.Addresses));
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault of one query is told as EIO and must not end the application.")]
    private async Task QueryAsync(int id, string name, ushort type)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        (Errno Error, byte[] Message, string? Refused) answer = (Errno.EIO, [], null);
        try
        {
            answer = await _resolver.QueryAsync(name, type, _disposed.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // EIO: as if the answer were broken.
        }
        _queries.Release(1);
        if (answer.Refused is { } reason) Note(Guarded, EgressPolicy.Resolving, $"dns://{name}", reason);
        _send(new EgressAnswerMessage(id, answer.Error, answer.Message));
    }

    private void Fail(int id, Errno error, string reason, string resource)
    {
        Note(Guarded, EgressPolicy.Connecting, resource, reason);
        _send(new EgressFailedMessage(id, error, reason));
    }

    private void Tell(EgressDecision decision)
    {
        string kind = decision.Allowed ? Permitted : decision.Reason!.StartsWith("permission", StringComparison.Ordinal) ? Denied : Guarded;
        Note(kind, decision.Operation, decision.Resource, decision.Reason);
    }

    private void Note(string kind, string operation, string resource, string? reason) => _audit?.Invoke(new AuditEntry
    {
        Kind = kind,
        Time = DateTimeOffset.UtcNow,
        Scope = PermissionScope.Network,
        Operation = operation,
        Resource = resource,
        Reason = reason,
    });
}
