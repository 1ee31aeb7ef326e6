namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>Runs a case in a virtual machine of its own.</summary>
internal static class Sandbox
{
    // The machine's own loopback interface and no more.
    private static readonly PermissionPolicy Permissions = new()
    {
        Network = new ScopePolicy(PermissionMode.Deny, [new PermissionRule(PermissionMode.Allow, ["listen", "http"], ["tcp://localhost:*", "udp://localhost:*", "unix://**"])]),
    };

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs the case's program as <c>node ENTRY</c> in <c>/workspace</c>.</summary>
    /// <param name="guestCase">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="pool">Where the worker comes from; null starts one.</param>
    /// <param name="nodeModules">A host folder mounted as <c>node_modules</c>.</param>
    internal static async Task<ProgramOutput> RunAsync(GuestCase guestCase, CancellationToken cancellationToken, WorkerPool? pool = null, string? nodeModules = null)
    {
        var files = new Dictionary<string, SeedContent>();
        foreach ((string name, string source) in guestCase.Files) files["/workspace/" + name] = await File.ReadAllBytesAsync(source, cancellationToken);
        // Node's clocks are fine ones; a case that orders by them must find the same.
        var options = new NodeRuntimeOptions { Files = files, Pool = pool, NodeModules = nodeModules, Permissions = Permissions, JsRuntime = new JsRuntimeOptions { HighResolutionTime = true } };
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(options, cancellationToken);
        RunResult result = await runtime.ExecFileAsync(guestCase.Entry, new RunOptions { Timeout = Timeout, WantsValue = false }, cancellationToken);
        string stderr = result.Outcome is RunOutcome.Succeeded or RunOutcome.Failed ? result.Stderr : $"[{result.Outcome}: {result.Error?.Message}]\n{result.Stderr}";
        return new ProgramOutput(result.Stdout, result.ExitCode, stderr);
    }
}
