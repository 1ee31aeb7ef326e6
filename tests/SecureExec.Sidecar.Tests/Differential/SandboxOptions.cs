namespace SecureExec.Sidecar.Tests.Differential;

/// <summary>What a case's virtual machine has beyond the case's own files.</summary>
internal sealed record SandboxOptions
{
    /// <summary>Where the worker comes from; null starts one.</summary>
    internal WorkerPool? Pool { get; init; }

    /// <summary>A host folder mounted as <c>node_modules</c>.</summary>
    internal string? NodeModules { get; init; }

    /// <summary>Variables of the environment, for real Node too.</summary>
    internal IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports of the host's loopback interface that it may connect to.</summary>
    internal IReadOnlyList<int> HostPorts { get; init; } = [];

    /// <summary>How long the program may run: shorter than the test waits, so that a program that hangs tells what it printed.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(75);
}
