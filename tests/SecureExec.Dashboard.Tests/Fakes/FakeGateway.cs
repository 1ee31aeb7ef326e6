using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Tests.Fakes;

/// <summary>A gateway of the same HTTP API that keeps everything in memory and runs nothing, on a free loopback port.</summary>
public sealed class FakeGateway : IAsyncDisposable
{
    public const string ApiKey = "sek_0123456789abcdef";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RuntimeInfo> _runtimes = [];
    private readonly Dictionary<string, PolicyInfo> _policies = [];
    private readonly List<ChannelWriter<RuntimeEvent>> _listeners = [];

    private FakeGateway(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Signals that were sent, as "id pid signal".</summary>
    public List<string> Signals { get; } = [];

    /// <summary>What it answers to a run.</summary>
    public Func<RunRequest, RunResponse> OnRun { get; set; } = Samples.Succeed;

    /// <summary>Starts it.</summary>
    public static async Task<FakeGateway> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default));
        var gateway = new FakeGateway(builder.Build());
        gateway.Map();
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>Adds or changes a runtime and tells the listeners.</summary>
    public void Put(RuntimeInfo runtime)
    {
        lock (_gate) _runtimes[runtime.Id] = runtime;
        Publish(new RuntimeEvent { Type = RuntimeEventType.Upsert, Node = runtime.Node, Runtime = runtime });
    }

    /// <summary>Ends all event streams, as a restart of the gateway does.</summary>
    public void DropListeners()
    {
        lock (_gate) _listeners.ForEach(l => l.TryComplete());
    }

    public async ValueTask DisposeAsync()
    {
        DropListeners();
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.MapGet("/health", () => "Healthy");
        var api = _app.MapGroup("/v1");
        api.AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers[ContractHeaders.ApiKey] == ApiKey
            ? await next(context)
            : Results.Problem("The API key is not valid.", statusCode: 401));
        MapRuntimes(api);
        MapPolicies(api);
    }

    private void MapRuntimes(IEndpointRouteBuilder api)
    {
        api.MapGet("/runtimes/events", StreamAsync);
        api.MapPost("/runtimes", (CreateRuntimeRequest request) =>
        {
            var runtime = Samples.Runtime("rt-node1-" + Guid.NewGuid().ToString("n")[..26], request.Name) with { Policy = request.Policy };
            Put(runtime);
            return Results.Json(runtime, ContractsJsonContext.Default.RuntimeInfo, statusCode: 201);
        });
        api.MapDelete("/runtimes/{id}", (string id) =>
        {
            RuntimeInfo? removed;
            lock (_gate) _runtimes.Remove(id, out removed);
            if (removed is null) return NoRuntime(id);
            Publish(new RuntimeEvent { Type = RuntimeEventType.Remove, Node = removed.Node, Id = id });
            return Results.NoContent();
        });
        api.MapPost("/runtimes/{id}/run", (string id, RunRequest request) =>
        {
            if (Find(id) is not { } runtime) return NoRuntime(id);
            Put(runtime with { Runs = runtime.Runs + 1 });
            return Results.Json(OnRun(request), ContractsJsonContext.Default.RunResponse);
        });
        api.MapDelete("/runtimes/{id}/processes/{pid:int}", (string id, int pid, string? signal) =>
        {
            lock (_gate) Signals.Add($"{id} {pid} {signal}");
            return Results.NoContent();
        });
        api.MapGet("/runtimes/{id}/files/{**path}", (string id, string? path) => Samples.Directories.TryGetValue("/" + path, out var entries)
            ? Results.Json(new FileListing("/" + path, entries), ContractsJsonContext.Default.FileListing)
            : Samples.Files.TryGetValue("/" + path, out var bytes)
                ? Results.Bytes(bytes, "application/octet-stream")
                : Results.Problem($"ENOENT: no such file or directory, '/{path}'", statusCode: 404));
    }

    private void MapPolicies(IEndpointRouteBuilder api)
    {
        api.MapGet("/policies", () =>
        {
            lock (_gate) return Results.Json(new PolicyList([.. _policies.Values]), ContractsJsonContext.Default.PolicyList);
        });
        api.MapPut("/policies/{name}", async (string name, HttpRequest request) =>
        {
            var document = await JsonSerializer.DeserializeAsync(request.Body, ContractsJsonContext.Default.JsonElement);
            if (Samples.PolicyError(document) is { } error)
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["document"] = [error] });
            lock (_gate)
            {
                var known = _policies.GetValueOrDefault(name);
                var isExpected = request.Headers.IfNoneMatch == "*" ? known is null : request.Headers.IfMatch == $"\"{known?.Revision}\"";
                if (!isExpected) return Results.Problem($"Policy '{name}' has another revision. Read it again.", statusCode: 412);
                var stored = Samples.Policy(name, document, (known?.Revision ?? 0) + 1);
                _policies[name] = stored;
                return Results.Json(stored, ContractsJsonContext.Default.PolicyInfo, statusCode: known is null ? 201 : 200);
            }
        });
        api.MapDelete("/policies/{name}", (string name) =>
        {
            lock (_gate) return _policies.Remove(name) ? Results.NoContent() : Results.Problem("There is no such policy.", statusCode: 404);
        });
    }

    private async Task StreamAsync(HttpContext context)
    {
        var channel = Channel.CreateUnbounded<RuntimeEvent>();
        lock (_gate)
        {
            channel.Writer.TryWrite(
                new RuntimeEvent { Type = RuntimeEventType.Snapshot, Node = "node1", Runtimes = [.. _runtimes.Values] });
            _listeners.Add(channel.Writer);
        }
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync(":\n\n"u8.ToArray());
        await foreach (var change in channel.Reader.ReadAllAsync(context.RequestAborted))
        {
            var json = JsonSerializer.Serialize(change, ContractsJsonContext.Default.RuntimeEvent);
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: x\ndata: {json}\n\n"));
            await context.Response.Body.FlushAsync();
        }
    }

    private void Publish(RuntimeEvent change)
    {
        lock (_gate) _listeners.ForEach(l => l.TryWrite(change));
    }

    private RuntimeInfo? Find(string id)
    {
        lock (_gate) return _runtimes.GetValueOrDefault(id);
    }

    private static IResult NoRuntime(string id) => Results.Problem($"There is no runtime '{id}'.", statusCode: 404);
}
