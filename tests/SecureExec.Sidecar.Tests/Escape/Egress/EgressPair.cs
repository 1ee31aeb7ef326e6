using System.Collections.Concurrent;
using System.Threading.Channels;
using SecureExec.Abi;
using SecureExec.Broker.Egress;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;
using SecureExec.Protocol;
using SecureExec.Sidecar.Worker;

namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>Both ends of the way out, with a channel between them that is a call: the worker's end over the real broker. Any policy but its guard.</summary>
internal sealed class EgressPair : IDisposable
{
    private readonly EgressBroker _broker;
    private readonly Channel<HostMessage> _toWorker = Channel.CreateUnbounded<HostMessage>();

    internal EgressPair(DnsOptions dns, params int[] exempt)
    {
        EgressPlan plan = EgressPlan.From(new NodeRuntimeOptions { Dns = dns, LoopbackExemptPorts = exempt });
        _broker = new EgressBroker(plan, new PolicyEngine(PermissionPolicy.AllowAll), ResourceLimits.Default, message => _toWorker.Writer.TryWrite(message), Audit.Enqueue, _ => false, TimeProvider.System);
        var worker = new ChannelEgress(ToBroker);
        Worker = worker;
        _ = PumpAsync(worker);
    }

    internal INetworkEgress Worker { get; }

    /// <summary>What the broker told.</summary>
    internal ConcurrentQueue<AuditEntry> Audit { get; } = new();

    /// <summary>Connections and UDP sockets that the broker holds.</summary>
    internal int Open => _broker.Open;

    /// <summary>What a guest would get: the bytes that answer a request, or the errno and the reason.</summary>
    internal async Task<(Errno Error, string Text)> AskAsync(IpAddress address, int port, string request)
    {
        var events = new Events();
        IEgressStream stream = Worker.Connect(new IpEndpoint(address, (ushort)port), 100_000, events);
        if (await events.Connection.Task.WaitAsync(EgressProbe.Patience) is { } failure) return failure;
        stream.Write(System.Text.Encoding.ASCII.GetBytes(request));
        string answer = await events.Answer.Task.WaitAsync(EgressProbe.Patience);
        stream.Close(reset: false);
        return (Errno.Success, answer);
    }

    /// <summary>What a guest's look-up gives.</summary>
    internal Task<SysResult<IReadOnlyList<IpAddress>>> LookupAsync(string name)
    {
        var done = new TaskCompletionSource<SysResult<IReadOnlyList<IpAddress>>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.Lookup(name, 0, done.SetResult);
        return done.Task.WaitAsync(EgressProbe.Patience);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _toWorker.Writer.TryComplete();
    }

    private void ToBroker(WorkerMessage message)
    {
        switch (message)
        {
            case EgressConnectMessage connect: _broker.On(connect); break;
            case EgressDataMessage data: _broker.On(data); break;
            case EgressCreditMessage credit: _broker.On(credit); break;
            case EgressShutdownMessage shutdown: _broker.On(shutdown); break;
            case EgressCloseMessage close: _broker.On(close); break;
            case EgressDatagramOpenMessage open: _broker.On(open); break;
            case EgressDatagramSendMessage send: _broker.On(send); break;
            case EgressResolveMessage resolve: _broker.On(resolve); break;
            case EgressQueryMessage query: _broker.On(query); break;
            default: throw new InvalidOperationException(message.Kind.ToString());
        }
    }

    // As the channel's thread does: one after the other, never from inside a call.
    private async Task PumpAsync(ChannelEgress worker)
    {
        await foreach (HostMessage message in _toWorker.Reader.ReadAllAsync()) ToWorker(worker, message);
    }

    private static void ToWorker(ChannelEgress worker, HostMessage message)
    {
        switch (message)
        {
            case EgressOpenedMessage opened: worker.On(opened); break;
            case EgressFailedMessage failed: worker.On(failed); break;
            case EgressReceivedMessage received: worker.On(received); break;
            case EgressEndedMessage ended: worker.On(ended); break;
            case EgressRoomMessage room: worker.On(room); break;
            case EgressDatagramMessage datagram: worker.On(datagram); break;
            case EgressResolvedMessage resolved: worker.On(resolved); break;
            case EgressAnswerMessage answer: worker.On(answer); break;
            default: throw new InvalidOperationException(message.Kind.ToString());
        }
    }

    private sealed class Events : IEgressStreamEvents
    {
        internal TaskCompletionSource<(Errno, string)?> Connection { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource<string> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Connected(IpEndpoint local) => Connection.TrySetResult(null);

        public void Failed(Errno errno, string? reason) => Connection.TrySetResult((errno, reason ?? ""));

        public void Received(ReadOnlySpan<byte> data) => Answer.TrySetResult(System.Text.Encoding.ASCII.GetString(data));

        public void Ended() => Answer.TrySetResult("");

        public void Writable()
        {
        }
    }
}
