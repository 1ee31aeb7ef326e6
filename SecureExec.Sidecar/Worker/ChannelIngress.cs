using System.Collections.Concurrent;
using SecureExec.Abi;
using SecureExec.Kernel.Net;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The host's way into the VM: its connections to sockets of the guest, and its waiting for listeners. Messages come on the channel's thread; nothing blocks.</summary>
internal sealed class ChannelIngress(NetStack net, Action<WorkerMessage> send)
{
    private readonly ConcurrentDictionary<int, IngressStream> _streams = new();
    private readonly ConcurrentDictionary<int, (ushort Port, Action Once)> _waits = new();

    internal void On(IngressConnectMessage message)
    {
        if (HostOperations.Connect(net, message.Port).IsError(out TcpSocket? socket, out Errno errno))
        {
            send(new IngressFailedMessage(message.Id, errno));
            return;
        }
        int id = message.Id;
        var stream = new IngressStream(id, socket, message.Window, send, () => _streams.TryRemove(id, out _));
        if (!_streams.TryAdd(id, stream)) throw new ProtocolException($"Connection {id} into the VM exists.");
        stream.Begin();
    }

    internal void On(IngressDataMessage message)
    {
        if (_streams.TryGetValue(message.Id, out IngressStream? stream)) stream.Write(message.Data);
    }

    internal void On(IngressCreditMessage message)
    {
        if (_streams.TryGetValue(message.Id, out IngressStream? stream)) stream.AddCredit(message.Bytes);
    }

    internal void On(IngressCloseMessage message)
    {
        if (_streams.TryGetValue(message.Id, out IngressStream? stream)) stream.Close(message.Reset);
    }

    internal void On(ListenerWaitMessage message)
    {
        (int id, ushort port) = (message.Id, message.Port);
        void Once() => Look(id, port);
        _waits[id] = (port, Once);
        Look(id, port);
    }

    internal void On(ListenerForgetMessage message)
    {
        if (!_waits.TryRemove(message.Id, out (ushort Port, Action Once) wait)) return;
        HostOperations.ForgetListener(net, wait.Port, wait.Once);
        send(new ListeningMessage(message.Id, default));
    }

    // Again when the listener has gone before it could be told of.
    private void Look(int id, ushort port)
    {
        if (!_waits.TryGetValue(id, out (ushort Port, Action Once) wait) || HostOperations.FindListener(net, port, wait.Once) is not { } bound) return;
        if (_waits.TryRemove(id, out _)) send(new ListeningMessage(id, bound));
    }
}
