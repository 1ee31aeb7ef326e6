namespace SecureExec;

/// <summary>What a runtime is made of. All of it is checked before anything starts; the error names the option.</summary>
public sealed record NodeRuntimeOptions
{
    /// <summary>Files the VM starts with, by absolute guest path; parents are made.</summary>
    public IReadOnlyDictionary<string, SeedContent> Files { get; init; } = new Dictionary<string, SeedContent>();

    /// <summary>A host folder of npm packages, shown read-only as <c>node_modules</c> in <see cref="Cwd"/>.</summary>
    public string? NodeModules { get; init; }

    /// <summary>Host directories shown in the VM.</summary>
    public IReadOnlyList<HostMount> Mounts { get; init; } = [];

    /// <summary>Variables added to the VM's base environment. Nothing of the host's own environment is ever visible.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute guest path where runs start.</summary>
    public string Cwd { get; init; } = "/workspace";

    /// <summary>Laid scope by scope over the product's default policy: file system, child processes, process and environment are allowed inside the VM, the network is denied.</summary>
    public PermissionPolicy? Permissions { get; init; }

    /// <summary>How much the runtime may use.</summary>
    public ResourceLimits Limits { get; init; } = ResourceLimits.Default;

    /// <summary>The user that guest processes run as.</summary>
    public GuestUser User { get; init; } = new();

    /// <summary>Which globals and built-in modules the guest finds, and how fine its clocks are.</summary>
    public JsRuntimeOptions JsRuntime { get; init; } = new();

    /// <summary>Functions of the host that the guest can call, by name: <c>await callHostTool("lookup", input)</c>; those named <c>collection/function</c> also by a frozen global, <c>await collection.function(input)</c>,
    /// and by a command, <c>collection function --key value</c>.
    /// The policy's <c>tool</c> scope can deny each by name; with <see cref="Permissions"/> that say nothing of tools none may be called. They need a handler in this process, so the HTTP service cannot carry them.</summary>
    public IReadOnlyDictionary<string, HostFunction> HostFunctions { get; init; } = new Dictionary<string, HostFunction>();

    /// <summary>Ports of the host's loopback interface that the guest reaches by its own loopback addresses, unless it listens there itself. The policy must permit them too (<c>tcp://localhost:8080</c>).</summary>
    public IReadOnlyList<int> LoopbackExemptPorts { get; init; } = [];

    /// <summary>How names are resolved for a guest that may look them up.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>Told how long each phase of a boot took, on the thread that boots; must not throw.</summary>
    public Action<BootTiming>? OnBootTiming { get; init; }

    /// <summary>Told of denials, of all that the guest asked of the outside and of host functions, of mounts and of signals of the host, one at a time, in order, on a thread of the pool. What it throws is dropped. While it does not return the guest goes on: beyond 256 waiting entries further ones are counted and dropped.</summary>
    public Action<AuditEntry>? OnAudit { get; init; }

    /// <summary>Told when a limit is 80 % used, as <see cref="OnAudit"/> is told.</summary>
    public Action<LimitWarning>? OnLimitWarning { get; init; }

    /// <summary>Directory of the worker, or its executable. Null takes <c>secureexec-worker/</c> beside the application. With a <see cref="Pool"/> the pool's own setting counts and this must be null.</summary>
    public string? WorkerPath { get; init; }

    /// <summary>Where the worker comes from; null starts one for this runtime alone.</summary>
    public WorkerPool? Pool { get; init; }

    /// <summary>True refuses to run anything unless the operating system locks the worker down in full, which needs a kernel with Landlock (Linux 5.13), and a worker of native code. False runs with what there is; <see cref="NodeRuntime.Isolation"/> tells.</summary>
    public bool RequireLockdown { get; init; }

    /// <summary>False starts the worker without Landlock: for the shell scripts that stand in for one in tests.</summary>
    internal bool ConfineWorker { get; init; } = true;
}
