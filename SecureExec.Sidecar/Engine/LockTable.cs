namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The locks of the Web Locks API that the threads of one process hold and wait for, in Node's order: each thread takes its own turns, and is woken when those of others
/// give way. Safe from any thread.
/// </summary>
/// <param name="wake">Lets a thread look for its turns; called under no lock.</param>
internal sealed class LockTable(Action<GuestThread> wake)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<NamedLock> _pending = new();
    private readonly Dictionary<string, List<NamedLock>> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<long, NamedLock> _heldById = [];
    private readonly List<NamedLock> _stolen = [];
    private long _lastId;

    /// <summary>Makes a request, which waits for its turn; one that steals comes first.</summary>
    public NamedLock Request(GuestThread owner, string name, string clientId, bool shared, bool steals, bool ifAvailable)
    {
        lock (_lock)
        {
            var request = new NamedLock(++_lastId, owner, name, clientId, shared, steals, ifAvailable);
            if (steals)
                _pending.AddFirst(request);
            else
                _pending.AddLast(request);
            return request;
        }
    }

    /// <summary>The next request of a thread whose turn it is, with whether it is granted: one that does not wait may be refused. Null for none.</summary>
    public (NamedLock Request, bool Granted)? Next(GuestThread owner)
    {
        (NamedLock Request, bool Granted)? turn;
        List<GuestThread> woken = [];
        lock (_lock)
        {
            turn = FindTurn(owner);
            if (turn is not { } found)
                return null;
            _pending.Remove(found.Request);
            if (found.Granted)
                Grant(found.Request, woken);
            Waiting(found.Request, woken);
        }
        Wake(woken, owner);
        return turn;
    }

    /// <summary>Gives a lock back. Null when the thread does not hold it any more.</summary>
    public NamedLock? Release(GuestThread owner, long id)
    {
        NamedLock? released;
        List<GuestThread> woken = [];
        lock (_lock)
        {
            if (!_heldById.TryGetValue(id, out released) || released.Owner != owner)
                return null;
            Drop(released);
            Waiting(released, woken);
        }
        Wake(woken, owner);
        return released;
    }

    /// <summary>The locks that were stolen from a thread since it asked last.</summary>
    public NamedLock[] TakeStolen(GuestThread owner)
    {
        lock (_lock)
        {
            if (_stolen.Count == 0)
                return [];
            NamedLock[] stolen = [.. _stolen.Where(held => held.Owner == owner)];
            _stolen.RemoveAll(held => held.Owner == owner);
            return stolen;
        }
    }

    /// <summary>What a thread holds or waits for.</summary>
    public NamedLock[] Of(GuestThread owner, bool pending)
    {
        lock (_lock)
            return [.. (pending ? (IEnumerable<NamedLock>)_pending : _heldById.Values).Where(one => one.Owner == owner)];
    }

    /// <summary>A thread has ended: nothing of it stays.</summary>
    public void Leave(GuestThread owner)
    {
        List<GuestThread> woken = [];
        lock (_lock)
        {
            foreach (var request in _pending.Where(request => request.Owner == owner).ToArray())
            {
                _pending.Remove(request);
                Waiting(request, woken);
            }
            foreach (var held in _heldById.Values.Where(held => held.Owner == owner).ToArray())
            {
                Drop(held);
                Waiting(held, woken);
            }
            _stolen.RemoveAll(held => held.Owner == owner);
        }
        Wake(woken, owner);
    }

    // A request waits for those before it of the same name unless all are shared.
    private (NamedLock Request, bool Granted)? FindTurn(GuestThread owner)
    {
        var first = new Dictionary<string, NamedLock>(StringComparer.Ordinal);
        foreach (var request in _pending)
        {
            var waits = !first.TryAdd(request.Name, request) && !(request.Shared && first[request.Name].Shared);
            if (request.Owner != owner)
                continue;
            if (!waits && IsFree(request))
                return (request, true);
            if (request.IfAvailable)
                return (request, false);
        }
        return null;
    }

    private bool IsFree(NamedLock request) => request.Steals || !_held.TryGetValue(request.Name, out var held) || request.Shared && held.TrueForAll(other => other.Shared);

    private void Grant(NamedLock request, List<GuestThread> woken)
    {
        if (request.Steals && _held.Remove(request.Name, out var robbed))
        {
            foreach (var held in robbed)
                _heldById.Remove(held.Id);
            _stolen.AddRange(robbed);
            woken.AddRange(robbed.Select(held => held.Owner));
        }
        if (!_held.TryGetValue(request.Name, out var locks))
            _held[request.Name] = locks = [];
        locks.Add(request);
        _heldById[request.Id] = request;
    }

    private void Drop(NamedLock held)
    {
        var locks = _held[held.Name];
        locks.Remove(held);
        _heldById.Remove(held.Id);
        if (locks.Count == 0)
            _held.Remove(held.Name);
    }

    // Whoever waits for the name may have its turn now.
    private void Waiting(NamedLock gone, List<GuestThread> woken) => woken.AddRange(_pending.Where(request => request.Name == gone.Name).Select(request => request.Owner));

    private void Wake(List<GuestThread> woken, GuestThread but)
    {
        foreach (var thread in woken.Distinct().Where(thread => thread != but))
            wake(thread);
    }
}
