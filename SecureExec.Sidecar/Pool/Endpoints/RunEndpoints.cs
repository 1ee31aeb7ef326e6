using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>POST /run</c> and <c>POST /runtimes/{id}/run</c>. A caller that goes away ends its run.</summary>
internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/run", RunOnceAsync);
        app.MapPost("/runtimes/{id}/run", RunInRuntimeAsync);
    }

    private static async Task RunOnceAsync(HttpContext context)
    {
        if (await ReadAsync(context, freshRuntime: true) is not { } run)
            return;

        var registry = context.RequestServices.GetRequiredService<RuntimeRegistry>();
        await AnswerAsync(context, cancellationToken => registry.RunOnceAsync(run, cancellationToken));
    }

    private static async Task RunInRuntimeAsync(HttpContext context)
    {
        using var use = await context.UseRuntimeAsync();
        if (use is null || await ReadAsync(context, freshRuntime: false) is not { } run)
            return;

        await AnswerAsync(context, async cancellationToken => await use.Runtime.RunAsync(run, cancellationToken));
    }

    private static async Task AnswerAsync(HttpContext context, Func<CancellationToken, Task<RunResponse?>> start)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        RunResponse? response;
        try
        {
            response = await start(cancel.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Problems.Unavailable("The pool node is stopping.").ExecuteAsync(context);
            return;
        }
        catch (Exception e) when (GuestProblems.For(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        if (response is null)
            await context.FullAsync();
        else
            await context.Response.WriteAsJsonAsync(response, ContractsJsonContext.Readable.RunResponse);
    }

    /// <summary>The checked body, or null when a problem was answered.</summary>
    private static async Task<RunRequest?> ReadAsync(HttpContext context, bool freshRuntime)
    {
        var options = context.RequestServices.GetRequiredService<PoolOptions>();
        var body = await JsonBody.ReadAsync(
            context.Request, ContractsJsonContext.Default.RunRequest, options.MaxRunBodyBytes, context.RequestAborted);
        if (!body.IsProblem(out var problem, out var run))
        {
            var errors = ContractValidation.Validate(run, freshRuntime);
            if (run.Policy is not null)
                errors["policy"] = ["A pool node knows no policy names: send the permissions."];
            if (errors.Count == 0)
                return run;
            problem = Problems.Invalid(errors);
        }

        await problem.ExecuteAsync(context);
        return null;
    }
}
