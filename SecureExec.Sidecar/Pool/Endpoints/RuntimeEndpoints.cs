using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>POST/GET /runtimes</c>, <c>GET/DELETE /runtimes/{id}</c>.</summary>
internal static class RuntimeEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/runtimes", CreateAsync);
        app.MapGet("/runtimes", ListAsync);
        app.MapGet("/runtimes/{id}", GetAsync);
        app.MapDelete("/runtimes/{id}", DeleteAsync);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var body = await JsonBody.ReadAsync(
            context.Request, ContractsJsonContext.Default.CreateRuntimeRequest,
            services.GetRequiredService<PoolOptions>().MaxRunBodyBytes, context.RequestAborted);
        if (!body.IsProblem(out var problem, out var request) && ContractValidation.Validate(request, resolved: true) is { Count: > 0 } errors)
            problem = Problems.Invalid(errors);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        PooledRuntime? runtime;
        try
        {
            runtime = await services.GetRequiredService<RuntimeRegistry>().CreateAsync(request!, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (GuestProblems.For(e) is { } failure)
        {
            await failure.ExecuteAsync(context);
            return;
        }

        if (runtime is null)
        {
            await context.FullAsync();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/runtimes/" + runtime.Id;
        await context.Response.WriteAsJsonAsync(runtime.ToInfo([]), ContractsJsonContext.Readable.RuntimeInfo);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var runtimes = await context.RequestServices.GetRequiredService<RuntimeSnapshots>().TakeAsync();
        await context.Response.WriteAsJsonAsync(new RuntimeList(runtimes), ContractsJsonContext.Readable.RuntimeList);
    }

    private static async Task GetAsync(HttpContext context)
    {
        // Looking is not using: a dashboard must not keep a runtime alive.
        var services = context.RequestServices;
        if (services.GetRequiredService<RuntimeRegistry>().TryGet(context.Route("id"), out var runtime))
        {
            var info = await services.GetRequiredService<RuntimeSnapshots>().TakeAsync(runtime);
            await context.Response.WriteAsJsonAsync(info, ContractsJsonContext.Readable.RuntimeInfo);
        }
        else
        {
            await EndpointExtensions.NoRuntime().ExecuteAsync(context);
        }
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        if (await context.RequestServices.GetRequiredService<RuntimeRegistry>().RemoveAsync(context.Route("id")))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await EndpointExtensions.NoRuntime().ExecuteAsync(context);
    }
}
