using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>Tells the host of denials and of limits that fill up, as far as it keeps up: beyond its window events are counted and dropped. Called on guest threads; does not wait for the host.</summary>
internal sealed class EventFeed(WorkerPipes pipes)
{
    private readonly Lock _lock = new();
    private readonly int[] _credit = [ProtocolLimits.EventWindow, ProtocolLimits.EventWindow];
    private readonly long[] _dropped = new long[2];

    /// <summary>The host has dealt with an event.</summary>
    internal void AddCredit(EventKind kind)
    {
        lock (_lock)
        {
            if (++_credit[(int)kind] > ProtocolLimits.EventWindow) throw new ProtocolException("Credit for events exceeds their window.");
        }
    }

    internal void Tell(AuditEvent denied)
    {
        if (Take(EventKind.Audit, out long dropped)) pipes.Send(new AuditMessage(denied.Scope, denied.Operation, denied.Resource, denied.Pid, denied.Time, dropped));
    }

    internal void Tell(LimitWarning warning)
    {
        if (Take(EventKind.LimitWarning, out long dropped)) pipes.Send(new LimitWarningMessage(warning with { Dropped = dropped }));
    }

    private bool Take(EventKind kind, out long dropped)
    {
        lock (_lock)
        {
            if (_credit[(int)kind] == 0)
            {
                _dropped[(int)kind]++;
                dropped = 0;
                return false;
            }
            _credit[(int)kind]--;
            dropped = _dropped[(int)kind];
            _dropped[(int)kind] = 0;
            return true;
        }
    }
}
