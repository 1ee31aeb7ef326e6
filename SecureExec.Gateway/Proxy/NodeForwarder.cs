using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using SecureExec.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace SecureExec.Gateway.Proxy;

/// <summary>Sends a request to a pool node, once, and streams the answer back.</summary>
internal sealed partial class NodeForwarder(IHttpForwarder forwarder, NodeTransport transport, ILogger<NodeForwarder> logger)
{
    /// <summary>Longest silence on a request that is not a run.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Sends a body in place of the one that was read.</summary>
    public Task ForwardAsync<T>(HttpContext context, PoolNode node, string target, T body, JsonTypeInfo<T> type, TimeSpan timeout)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        context.Request.Body = new MemoryStream(bytes, writable: false);
        context.Request.ContentLength = bytes.Length;
        context.Request.ContentType = "application/json";
        context.Request.Headers.TransferEncoding = default;
        return ForwardAsync(context, node, target, timeout);
    }

    /// <summary>Sends the request as it is.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="node">Where to.</param>
    /// <param name="target">Path and query on the node, escaped.</param>
    /// <param name="timeout">Longest silence; an end of it is answered with 504.</param>
    public async Task ForwardAsync(HttpContext context, PoolNode node, string target, TimeSpan timeout)
    {
        var config = new ForwarderRequestConfig
        {
            ActivityTimeout = timeout,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var error = await forwarder.SendAsync(
            context, node.Address.AbsoluteUri, transport.Invoker, config, new NodeRequestTransformer(transport, target));
        if (error == ForwarderError.None || context.RequestAborted.IsCancellationRequested)
            return;

        LogFailed(node.Info?.Id, context.Request.Method, error, context.GetForwarderErrorFeature()?.Exception?.Message);
        if (!context.Response.HasStarted)
            await Explain(context.Response.StatusCode, node).ExecuteAsync(context);
    }

    private static ProblemHttpResult Explain(int status, PoolNode node) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.Create(status, "body-too-large", "The body is too large.", "It is longer than is accepted here."),
        StatusCodes.Status400BadRequest => Problems.BadRequest("The body could not be read."),
        StatusCodes.Status504GatewayTimeout => Problems.GatewayTimeout(
            $"Pool node {node.Info?.Id} gave no answer in time. It was asked once; the work may have been done."),
        _ => Problems.BadGateway(
            $"The connection to pool node {node.Info?.Id} failed. It was asked once; the work may have been done."),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} to pool node {Node} failed: {Error} {Reason}")]
    private partial void LogFailed(string? node, string method, ForwarderError error, string? reason);
}
