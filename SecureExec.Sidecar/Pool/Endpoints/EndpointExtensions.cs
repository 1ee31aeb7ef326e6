using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary>
/// What endpoints have in common. All are plain request delegates: those need neither reflection nor a generator, and can be compiled ahead of time.
/// </summary>
internal static class EndpointExtensions
{
    /// <summary>A value of the route.</summary>
    public static string? Route(this HttpContext context, string name) => context.Request.RouteValues[name] as string;

    /// <summary>The runtime of the route, in use until the result is disposed; null when the 404 is answered.</summary>
    public static async Task<RuntimeUse?> UseRuntimeAsync(this HttpContext context)
    {
        var registry = context.RequestServices.GetRequiredService<RuntimeRegistry>();
        if (registry.TryGet(context.Route("id"), out var runtime) && runtime.Use() is { } use)
            return new RuntimeUse(runtime, use);

        await NoRuntime().ExecuteAsync(context);
        return null;
    }

    /// <summary>Answers that there is no such runtime.</summary>
    public static IResult NoRuntime() =>
        Problems.NotFound("runtime", "It does not exist, was deleted, or was idle for too long.");

    /// <summary>Answers that the node takes no more.</summary>
    public static Task FullAsync(this HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        var max = context.RequestServices.GetRequiredService<PoolOptions>().MaxRuntimes;
        return Problems.Unavailable($"The pool node has its {max} runtimes. Delete one, or try again.").ExecuteAsync(context);
    }
}
