using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecureExec.Contracts;

namespace SecureExec.Gateway.Tests.Support;

/// <summary>A pool node: a real server on the loopback address that records what it is asked and answers as the test says.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    public const string Token = "token-between-gateway-and-node";

    private readonly WebApplication _app;

    private FakeNode(WebApplication app, string id)
    {
        _app = app;
        Id = id;
    }

    public string Id { get; }

    public string Address => _app.Urls.Single();

    /// <summary>All requests but those for <c>/node</c>.</summary>
    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    /// <summary>Answers every request but <c>/node</c>, after it was recorded.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("{}");

    public bool LockedDown { get; init; }

    public static async Task<FakeNode> StartAsync(string id = "one")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var node = new FakeNode(app, id);
        app.Run(node.HandleAsync);
        await app.StartAsync();
        return node;
    }

    /// <summary>An id of a runtime on this node.</summary>
    public string NewRuntimeId() => RuntimeId.Create(Id);

    public RuntimeInfo Runtime(string runtimeId, DateTimeOffset createdAt) => new()
    {
        Id = runtimeId,
        Node = Id,
        State = RuntimeState.Ready,
        CreatedAt = createdAt,
        LastUsedAt = createdAt,
        IdleTimeoutSeconds = 60,
        Isolation = new IsolationInfo { LockedDown = false, Summary = "Not locked down." },
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/node")
        {
            var info = new NodeInfo
            {
                Id = Id,
                Version = "1.0",
                Isolation = new IsolationInfo { LockedDown = LockedDown, Summary = "Nothing confines the workers." },
                ActiveRuntimes = 0,
                MaxRuntimes = 4,
            };
            await context.Response.WriteAsJsonAsync(info, ContractsJsonContext.Default.NodeInfo);
            return;
        }

        using var body = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new RecordedRequest(
            context.Request.Method, context.Request.Path + context.Request.QueryString, headers, await body.ReadToEndAsync()));
        await Answer(context);
    }
}
