namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>Runs a case in a virtual machine of its own.</summary>
internal static class Sandbox
{
    // The machine's own loopback interface and no more, but for ports of the host's that a case names.
    private static readonly PermissionPolicy Permissions = new()
    {
        Network = new ScopePolicy(PermissionMode.Deny, [new PermissionRule(PermissionMode.Allow, ["listen", "http"], ["tcp://localhost:*", "udp://localhost:*", "unix://**"])]),
    };

    /// <summary>Runs the case's program as <c>node ENTRY</c> in <c>/workspace</c>.</summary>
    /// <param name="guestCase">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="options">What else there is.</param>
    internal static async Task<ProgramOutput> RunAsync(GuestCase guestCase, CancellationToken cancellationToken, SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        var files = new Dictionary<string, SeedContent>();
        foreach ((string name, string source) in guestCase.Files) files["/workspace/" + name] = await File.ReadAllBytesAsync(source, cancellationToken);
        var runtimeOptions = new NodeRuntimeOptions
        {
            Files = files,
            Pool = options.Pool,
            NodeModules = options.NodeModules,
            Env = options.Env,
            LoopbackExemptPorts = options.HostPorts,
            Permissions = Permissions,
            // Programs that start many others on a slow machine; the time of the run bounds them.
            Limits = ResourceLimits.Default with { CpuTimeLimitMs = Math.Max(ResourceLimits.Default.CpuTimeLimitMs, (long)options.Timeout.TotalMilliseconds) },
            // Node's clocks are fine ones; a case that orders by them must find the same.
            JsRuntime = new JsRuntimeOptions { HighResolutionTime = true },
        };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(runtimeOptions, cancellationToken);
        RunResult result = await runtime.ExecFileAsync(guestCase.Entry, new RunOptions { Timeout = options.Timeout, WantsValue = false }, cancellationToken);
        string stderr = result.Outcome is RunOutcome.Succeeded or RunOutcome.Failed ? result.Stderr : $"[{result.Outcome}: {result.Error?.Message}]\n{result.Stderr}";
        return new ProgramOutput(result.Stdout, result.ExitCode, stderr);
    }
}
