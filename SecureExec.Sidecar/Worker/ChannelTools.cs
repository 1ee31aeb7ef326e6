using System.Collections.Concurrent;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>The kernel's way to functions of the host: a message for each call. How many are under way is the kernel's to bound.</summary>
internal sealed class ChannelTools(WorkerPipes pipes) : IHostTools
{
    private readonly ConcurrentDictionary<int, Action<HostToolReply>> _calls = new();

    /// <inheritdoc/>
    public void Call(int id, string name, string inputJson, int pid, Action<HostToolReply> done)
    {
        _calls[id] = done;
        pipes.Send(new HostToolCallMessage(id, name, inputJson, pid));
    }

    /// <inheritdoc/>
    public void Cancel(int id)
    {
        if (_calls.ContainsKey(id)) pipes.Send(new HostToolCancelMessage(id));
    }

    /// <summary>An answer has come.</summary>
    /// <exception cref="ProtocolException">Nobody asked.</exception>
    internal void Complete(HostToolReplyMessage message)
    {
        if (!_calls.TryRemove(message.Id, out Action<HostToolReply>? done)) throw new ProtocolException("A reply of a host function answers no call.");
        done(message.Reply);
    }
}
