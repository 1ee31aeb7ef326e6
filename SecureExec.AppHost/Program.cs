using System.Security.Cryptography;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;

// Pool nodes trust only who holds this; it lives as long as one start of the application.
var nodeToken = builder.AddParameter("node-token", () => RandomNumberGenerator.GetHexString(64, lowercase: true), secret: true);

// Chosen here, not in the gateway, so that the place of the API key can be said below.
var dataDirectory = Path.GetFullPath(settings["SECUREEXEC_DATA"] is { Length: > 0 } chosen
    ? chosen
    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "secureexec"));

// Native code, beside this program where the machine could link it; without it a node's workers are the node's own program.
var workerDirectory = settings["SECUREEXEC_WORKER_PATH"] is { Length: > 0 } worker ? worker : Path.Combine(AppContext.BaseDirectory, "secureexec-worker");
var hasWorker = File.Exists(Path.Combine(workerDirectory, "SecureExec.Sidecar"));

var gateway = builder.AddProject<Projects.SecureExec_Gateway>("gateway")
    .WithEndpoint("http", endpoint => endpoint.Port = PortOf("SECUREEXEC_GATEWAY_PORT", 8080))
    .WithEnvironment("SECUREEXEC_NODE_TOKEN", nodeToken)
    .WithEnvironment("SECUREEXEC_DATA", dataDirectory)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Gateway");

// One resource per node instead of WithReplicas: a runtime lives in one node, so the gateway must reach each by its own
// address, and replicas share one behind Aspire's proxy.
for (var i = 0; i < PoolNodes(); i++)
{
    var preferred = i == 0 ? 8090 : (int?)null;
    var node = builder.AddProject<Projects.SecureExec_Sidecar>(i == 0 ? "sidecar" : $"sidecar-{i + 1}")
        .WithArgs("pool")
        .WithEndpoint("http", endpoint => endpoint.Port = preferred)
        .WithEnvironment("SECUREEXEC_NODE_TOKEN", nodeToken)
        .WithHttpHealthCheck("/health");
    if (hasWorker) node.WithEnvironment("SECUREEXEC_WORKER_PATH", workerDirectory);
    gateway.WithEnvironment($"services__sidecar__http__{i}", node.GetEndpoint("http")).WaitFor(node);
}

builder.AddProject<Projects.SecureExec_Dashboard>("dashboard")
    .WithEndpoint("http", endpoint => endpoint.Port = PortOf("SECUREEXEC_DASHBOARD_PORT", 8081))
    .WithReference(gateway)
    .WaitFor(gateway)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Dashboard");

var isLocal = typeof(DistributedApplication).Assembly == typeof(Program).Assembly;
Console.WriteLine(isLocal
    ? "SecureExec on its local orchestrator (Aspire's packages were not restored; -p:UseAspire=true insists on them)"
    : "SecureExec on Aspire");
Console.WriteLine(settings["SECUREEXEC_API_KEY"] is { Length: > 0 }
    ? "API key: preset by SECUREEXEC_API_KEY"
    : $"API key: in {Path.Combine(dataDirectory, "api-key")}, made at the first start");
Console.WriteLine(hasWorker
    ? $"Workers: native code, {workerDirectory}"
    : "Workers: on the .NET runtime, which starts slower; for native code: apt-get install gcc libc6-dev zlib1g-dev (or clang)");
builder.Build().Run();

int PoolNodes() => int.TryParse(settings["SECUREEXEC_POOL_NODES"], out var count) ? Math.Clamp(count, 1, 64) : 1;

int? PortOf(string variable, int standard)
{
    if (settings[variable] is not { Length: > 0 } text) return standard;
    if (!ushort.TryParse(text, out var port)) throw new InvalidOperationException($"{variable} is not a port: '{text}'.");
    return port == 0 ? null : port;
}
