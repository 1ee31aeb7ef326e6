using Microsoft.Extensions.Options;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;
using SecureExec.Gateway.Policies;
using SecureExec.Gateway.Proxy;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Endpoints;

/// <summary>Runtimes and their processes.</summary>
internal static class RuntimeEndpoints
{
    private static readonly TimeSpan ListTimeout = TimeSpan.FromSeconds(5);

    public static void MapRuntimeEndpoints(this IEndpointRouteBuilder api)
    {
        var maxBytes = api.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxRunBodyBytes;
        var runtimes = api.MapGroup("/runtimes").WithTags("Runtimes");

        runtimes.MapPost("", CreateAsync)
            .WithName("CreateRuntime").WithSummary("Creates a runtime: a virtual machine that stays.")
            .Accepts<CreateRuntimeRequest>("application/json")
            .Produces<RuntimeInfo>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithMaxBody(maxBytes);

        runtimes.MapGet("", ListAsync)
            .WithName("ListRuntimes").WithSummary("Lists the runtimes of all pool nodes.")
            .Produces<RuntimeList>();

        runtimes.MapGet("/{id}", (string id, HttpContext context, NodeDirectory directory, NodeForwarder forwarder) =>
                ForwardAsync(id, "", context, directory, forwarder))
            .WithName("GetRuntime").WithSummary("Shows a runtime.")
            .Produces<RuntimeInfo>().ProducesProblem(StatusCodes.Status404NotFound);

        runtimes.MapDelete("/{id}", (string id, HttpContext context, NodeDirectory directory, NodeForwarder forwarder) =>
                ForwardAsync(id, "", context, directory, forwarder))
            .WithName("DeleteRuntime").WithSummary("Ends a runtime with all its processes.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);

        runtimes.MapGet("/{id}/processes", (string id, HttpContext context, NodeDirectory directory, NodeForwarder forwarder) =>
                ForwardAsync(id, "/processes", context, directory, forwarder))
            .WithName("ListProcesses").WithSummary("Shows the process table of a runtime.")
            .Produces<ProcessList>().ProducesProblem(StatusCodes.Status404NotFound);

        runtimes.MapDelete("/{id}/processes/{pid:int}",
                (string id, int pid, string? signal, HttpContext context, NodeDirectory directory, NodeForwarder forwarder) =>
                ForwardAsync(id, SignalPath(pid, signal), context, directory, forwarder))
            .WithName("KillProcess").WithSummary("Sends a signal to a process of a runtime: SIGKILL, or the one named.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task CreateAsync(
        HttpContext context, NodeDirectory directory, NodeForwarder forwarder, PolicyResolver policies, IOptions<GatewayOptions> options)
    {
        var cancellationToken = context.RequestAborted;
        var body = await JsonBody.ReadAsync(
            context.Request, ContractsJsonContext.Default.CreateRuntimeRequest, options.Value.MaxRunBodyBytes, cancellationToken);
        if (!body.IsProblem(out var problem, out var request) && ContractValidation.Validate(request, resolved: false) is { Count: > 0 } errors)
            problem = Problems.Invalid(errors);

        var policy = default(PolicyResolution);
        if (problem is null)
        {
            policy = await policies.ResolveAsync(request!.Policy, request.Permissions, cancellationToken);
            problem = policy.Problem;
        }

        PoolNode? node = null;
        if (problem is null)
            (node, problem) = await directory.RouteNewAsync(cancellationToken);

        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        // The name stays beside the permissions: the node shows it.
        request = request! with { Permissions = policy.Permissions };
        await forwarder.ForwardAsync(
            context, node!, "runtimes", request, ContractsJsonContext.Default.CreateRuntimeRequest, NodeForwarder.DefaultTimeout);
    }

    private static async Task<RuntimeList> ListAsync(
        NodeDirectory directory, NodeTransport transport, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ListTimeout);
        var lists = await Task.WhenAll(directory.Nodes.Select(async node =>
        {
            try
            {
                return await transport.GetAsync(node, "runtimes", ContractsJsonContext.Default.RuntimeList, timeout.Token);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                loggers.CreateLogger(typeof(RuntimeEndpoints)).LogWarning("{Address} gave no list of runtimes: {Reason}", node.Address, e.Message);
                return new RuntimeList([], Incomplete: true);
            }
        }));
        return new RuntimeList(
            [.. lists.SelectMany(l => l.Runtimes).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal)],
            lists.Any(l => l.Incomplete));
    }

    private static async Task ForwardAsync(
        string id, string rest, HttpContext context, NodeDirectory directory, NodeForwarder forwarder)
    {
        var (node, problem) = await directory.RouteAsync(id, context.RequestAborted);
        if (node is null)
            await problem!.ExecuteAsync(context);
        else
            await forwarder.ForwardAsync(context, node, NodeRouting.RuntimePath(id) + rest, NodeForwarder.DefaultTimeout);
    }

    private static string SignalPath(int pid, string? signal) =>
        $"/processes/{pid}" + (signal is null ? "" : "?signal=" + Uri.EscapeDataString(signal));
}
