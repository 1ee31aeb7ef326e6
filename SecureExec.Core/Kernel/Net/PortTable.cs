using SecureExec.Abi;

namespace SecureExec.Kernel.Net;

/// <summary>Who holds which port of one protocol. Guarded by <see cref="NetStack.Lock"/>.</summary>
internal sealed class PortTable
{
    /// <summary>First port that is given out, as in Linux.</summary>
    public const int FirstEphemeral = 32_768;

    /// <summary>Last port that is given out.</summary>
    public const int LastEphemeral = 60_999;

    private readonly Dictionary<ushort, List<PortHolder>> _holders = [];
    private int _next = FirstEphemeral;
    private int _turn;

    /// <summary>All holds.</summary>
    public IEnumerable<PortHolder> All => _holders.Values.SelectMany(h => h);

    /// <summary>Takes a port, or with 0 a free one. EADDRINUSE.</summary>
    public Errno Take(PortHolder holder, ushort port)
    {
        if (port == 0 && !TryFindFree(out port))
        {
            return Errno.EADDRINUSE;
        }

        if (_holders.TryGetValue(port, out List<PortHolder>? holders) && holders.Exists(h => h.Overlaps(holder) && !h.MayShareWith(holder)))
        {
            return Errno.EADDRINUSE;
        }

        if (holders is null)
        {
            _holders[port] = holders = [];
        }

        holder.Port = port;
        holders.Add(holder);
        return Errno.Success;
    }

    /// <summary>Marks a holder as listening. EADDRINUSE when another listens there.</summary>
    public Errno Listen(PortHolder holder)
    {
        if (_holders[holder.Port].Exists(h => h != holder && h.IsListening && h.Overlaps(holder) && !h.MayShareWith(holder)))
        {
            return Errno.EADDRINUSE;
        }

        holder.IsListening = true;
        return Errno.Success;
    }

    /// <summary>Gives a port back.</summary>
    public void Release(PortHolder holder)
    {
        if (_holders.TryGetValue(holder.Port, out List<PortHolder>? holders) && holders.Remove(holder) && holders.Count == 0)
        {
            _holders.Remove(holder.Port);
        }
    }

    /// <summary>Who gets what goes to a destination: the holder that fits best, of equals the last one bound, or with SO_REUSEPORT each in turn.</summary>
    public PortHolder? Find(IpEndpoint destination, Func<PortHolder, bool> isTaken)
    {
        if (!_holders.TryGetValue(destination.Port, out List<PortHolder>? holders))
        {
            return null;
        }

        PortHolder? best = null;
        int fit = 0;
        foreach (PortHolder holder in holders)
        {
            int its = isTaken(holder) ? holder.Fit(destination.Address) : 0;
            if (its > 0 && its >= fit)
            {
                (best, fit) = (holder, its);
            }
        }

        return best is not null && best.Socket.Options.Has(SocketOption.ReusePort)
            ? NextInTurn(holders, destination, fit, isTaken) ?? best
            : best;
    }

    /// <summary>All holders of a port.</summary>
    public IReadOnlyList<PortHolder> At(ushort port) => _holders.TryGetValue(port, out List<PortHolder>? holders) ? holders : [];

    private PortHolder? NextInTurn(List<PortHolder> holders, IpEndpoint destination, int fit, Func<PortHolder, bool> isTaken)
    {
        List<PortHolder> equals = holders.FindAll(h => isTaken(h) && h.Fit(destination.Address) == fit && h.Socket.Options.Has(SocketOption.ReusePort));
        return equals.Count == 0 ? null : equals[(int)((uint)_turn++ % (uint)equals.Count)];
    }

    private bool TryFindFree(out ushort port)
    {
        for (int i = FirstEphemeral; i <= LastEphemeral; i++)
        {
            port = (ushort)_next;
            _next = _next == LastEphemeral ? FirstEphemeral : _next + 1;
            if (!_holders.ContainsKey(port))
            {
                return true;
            }
        }

        port = 0;
        return false;
    }
}
