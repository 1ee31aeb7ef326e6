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

    /// <summary>Directory of the worker, or its executable. Null takes <c>secureexec-worker/</c> beside the application. With a <see cref="Pool"/> the pool's own setting counts and this must be null.</summary>
    public string? WorkerPath { get; init; }

    /// <summary>Where the worker comes from; null starts one for this runtime alone.</summary>
    public WorkerPool? Pool { get; init; }
}
