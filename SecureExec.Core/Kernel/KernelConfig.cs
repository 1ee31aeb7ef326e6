namespace SecureExec.Kernel;

/// <summary>Everything a <see cref="VirtualKernel"/> is made from. Policy and limits have no default on purpose.</summary>
internal sealed record KernelConfig
{
    /// <summary>What the guest may do. Null denies everything.</summary>
    public required PermissionPolicy? Policy { get; init; }

    /// <summary>How much the guest may use.</summary>
    public required ResourceLimits Limits { get; init; }

    /// <summary>Laid over the base environment (PATH, HOME, USER ...).</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>What <c>os.hostname()</c> and <c>/etc/hostname</c> say.</summary>
    public string HostName { get; init; } = "secureexec";

    /// <summary>Login name of guest processes.</summary>
    public string UserName { get; init; } = "sandbox";

    /// <summary>Home directory of guest processes; null takes <c>/home/</c> and the name.</summary>
    public string? Home { get; init; }

    /// <summary>User id of guest processes unless a <see cref="ProcessConfig"/> says otherwise.</summary>
    public int Uid { get; init; } = 1000;

    /// <summary>Group id of guest processes unless a <see cref="ProcessConfig"/> says otherwise.</summary>
    public int Gid { get; init; } = 1000;

    /// <summary>Host directories shown in the guest. They need a <see cref="Broker"/>.</summary>
    public IReadOnlyList<MountConfig> Mounts { get; init; } = [];

    /// <summary>The way to host directories; null when there are none.</summary>
    public IBroker? Broker { get; init; }

    /// <summary>The way out of the VM; null when nothing leads out (ENETUNREACH).</summary>
    public INetworkEgress? Egress { get; init; }

    /// <summary>Ports of the host's loopback that <see cref="Egress"/> leads to.</summary>
    public IReadOnlySet<int> LoopbackExemptPorts { get; init; } = new HashSet<int>();

    /// <summary>What runs programs that guests start; null when they cannot (ENOSYS).</summary>
    public IGuestPrograms? Programs { get; init; }

    /// <summary>The way to functions of the host; null when there are none.</summary>
    public IHostTools? HostTools { get; init; }

    /// <summary>Names of the host's functions.</summary>
    public IReadOnlySet<string> HostToolNames { get; init; } = new HashSet<string>();

    /// <summary>What the guest may know of them, by name, as JSON.</summary>
    public string HostToolsJson { get; init; } = "{}";

    /// <summary>The clock of timestamps and uptime.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told of every denied operation, on the thread of the syscall; must be quick and must not throw. The kernel also
    /// keeps the last of them (<see cref="VirtualKernel.Audit"/>).</summary>
    public Action<AuditEvent>? OnAudit { get; init; }

    /// <summary>Told when a limit of the VM is 80 % used, on the thread that used it; must be quick and must not throw.</summary>
    public Action<LimitWarning>? OnLimit { get; init; }

    /// <summary>Told of exceptions inside syscalls (our faults), once per kind.</summary>
    public Action<string>? OnInternalError { get; init; }
}
