using Microsoft.Extensions.Options;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;
using SecureExec.Gateway.Policies;
using SecureExec.Gateway.Proxy;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Endpoints;

/// <summary>Runs: a fresh virtual machine for one run, or a fresh process in a runtime.</summary>
internal static class RunEndpoints
{
    /// <summary>What the node needs beyond the run's own time: start, transfer, clean-up.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public static void MapRunEndpoints(this IEndpointRouteBuilder api)
    {
        var maxBytes = api.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxRunBodyBytes;

        api.MapPost("/run", RunOnceAsync)
            .WithName("Run").WithTags("Runs")
            .WithSummary("Runs code in a fresh virtual machine, which is gone afterwards.")
            .WithRunMetadata(maxBytes);

        api.MapPost("/runtimes/{id}/run", RunInRuntimeAsync)
            .WithName("RunInRuntime").WithTags("Runs")
            .WithSummary("Runs code as a fresh process in an existing runtime.")
            .WithRunMetadata(maxBytes)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder WithRunMetadata(this RouteHandlerBuilder endpoint, long maxBytes) =>
        endpoint.Accepts<RunRequest>("application/json")
            .Produces<RunResponse>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status502BadGateway)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status504GatewayTimeout)
            .WithMaxBody(maxBytes);

    private static async Task RunOnceAsync(
        HttpContext context, NodeDirectory directory, NodeForwarder forwarder, PolicyResolver policies, IOptions<GatewayOptions> options)
    {
        var cancellationToken = context.RequestAborted;
        if (await ReadAsync(context, options.Value, freshRuntime: true) is not { } run)
            return;

        var policy = await policies.ResolveAsync(run.Policy, run.Permissions, cancellationToken);
        if (policy.IsProblem(out var problem))
        {
            await problem.ExecuteAsync(context);
            return;
        }

        (var node, problem) = await directory.RouteNewAsync(cancellationToken);
        if (node is null)
        {
            await problem!.ExecuteAsync(context);
            return;
        }

        run = run with { Policy = null, Permissions = policy.Permissions };
        await forwarder.ForwardAsync(context, node, "run", run, ContractsJsonContext.Default.RunRequest, TimeoutOf(run));
    }

    private static async Task RunInRuntimeAsync(
        string id, HttpContext context, NodeDirectory directory, NodeForwarder forwarder, IOptions<GatewayOptions> options)
    {
        var (node, problem) = await directory.RouteAsync(id, context.RequestAborted);
        if (node is null)
        {
            await problem!.ExecuteAsync(context);
            return;
        }

        if (await ReadAsync(context, options.Value, freshRuntime: false) is { } run)
        {
            var target = NodeRouting.RuntimePath(id) + "/run";
            await forwarder.ForwardAsync(context, node, target, run, ContractsJsonContext.Default.RunRequest, TimeoutOf(run));
        }
    }

    /// <summary>The checked body, or null when a problem was answered.</summary>
    private static async Task<RunRequest?> ReadAsync(HttpContext context, GatewayOptions options, bool freshRuntime)
    {
        var body = await JsonBody.ReadAsync(
            context.Request, ContractsJsonContext.Default.RunRequest, options.MaxRunBodyBytes, context.RequestAborted);
        if (!body.IsProblem(out var problem, out var run) && ContractValidation.Validate(run, freshRuntime) is { Count: > 0 } errors)
            problem = Problems.Invalid(errors);
        if (problem is null)
            return run;

        await problem.ExecuteAsync(context);
        return null;
    }

    private static TimeSpan TimeoutOf(RunRequest run) =>
        TimeSpan.FromMilliseconds(run.TimeoutMs ?? RunRequest.DefaultTimeoutMs) + Margin;
}
