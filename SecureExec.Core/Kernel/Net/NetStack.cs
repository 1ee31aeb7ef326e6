namespace SecureExec.Kernel.Net;

/// <summary>The machine's network: one loopback interface, and the way out if there is one.</summary>
internal sealed class NetStack
{
    /// <summary>Makes a network without sockets.</summary>
    /// <param name="limits">The machine's limits.</param>
    /// <param name="egress">The way out; null for none.</param>
    /// <param name="clock">How long resolved names are believed.</param>
    /// <param name="watch">Makes the watch of a limit.</param>
    public NetStack(ResourceLimits limits, INetworkEgress? egress, TimeProvider clock, Func<string, long, LimitWatch?> watch)
    {
        Limits = limits;
        Egress = egress;
        Sockets = new Budget(limits.MaxSockets) { Watch = watch("vm_sockets", limits.MaxSockets) };
        Connections = new Budget(limits.MaxConnections) { Watch = watch("vm_connections", limits.MaxConnections) };
        Pipes = new Budget(limits.MaxPipes) { Watch = watch("vm_pipes", limits.MaxPipes) };
        Names = new ResolvedNames(limits.MaxResolvedNames, clock);
    }

    /// <summary>Guards names, ports, backlogs and the states of sockets. Taken before the lock of a connection, never after.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The machine's limits.</summary>
    public ResourceLimits Limits { get; }

    /// <summary>The way out; null for none.</summary>
    public INetworkEgress? Egress { get; }

    /// <summary>Ports of the host's loopback that the guest reaches by its own, unless a socket of the machine is there.</summary>
    public IReadOnlySet<int> ExemptPorts { get; init; } = new HashSet<int>();

    /// <summary>Sockets at once.</summary>
    public Budget Sockets { get; }

    /// <summary>Connections at once, those not accepted yet included.</summary>
    public Budget Connections { get; }

    /// <summary>Pipes and socket pairs at once.</summary>
    public Budget Pipes { get; }

    /// <summary>Ports of TCP.</summary>
    public PortTable Tcp { get; } = new();

    /// <summary>Ports of UDP.</summary>
    public PortTable Udp { get; } = new();

    /// <summary>Who waits for listeners of TCP.</summary>
    public ListenerWatch Listeners { get; } = new();

    /// <summary>AF_UNIX sockets with an abstract name.</summary>
    public Dictionary<string, UnixSocket> AbstractNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that addresses were resolved from.</summary>
    public ResolvedNames Names { get; }

    /// <summary>TCP sockets that listen now.</summary>
    public int CountListeners()
    {
        lock (Lock)
        {
            return Tcp.All.Count(holder => holder.IsListening);
        }
    }
}
