namespace SecureExec.Core.Tests.Api;

/// <summary>The worker these tests run against: the one that building this project put beside it (property SecureExecWorkerMode), or the one that the environment names.</summary>
internal static class RealWorker
{
    private const string Variable = "SECUREEXEC_TEST_WORKER";

    internal static string? Path => Environment.GetEnvironmentVariable(Variable);

    internal static NodeRuntimeOptions Options => new() { WorkerPath = Path };

    internal static Task<NodeRuntime> StartAsync() => NodeRuntime.CreateAsync(Options);
}
