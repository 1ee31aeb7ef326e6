using System.Globalization;
using SecureExec.Abi;
using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>GET /runtimes/{id}/processes</c>, <c>DELETE /runtimes/{id}/processes/{pid}</c>.</summary>
internal static class ProcessEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/runtimes/{id}/processes", ListAsync);
        app.MapDelete("/runtimes/{id}/processes/{pid:int}", KillAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        if (!context.RequestServices.GetRequiredService<RuntimeRegistry>().TryGet(context.Route("id"), out var runtime))
        {
            await EndpointExtensions.NoRuntime().ExecuteAsync(context);
            return;
        }

        try
        {
            var processes = await runtime.Guest.ListProcessesAsync(context.RequestAborted);
            await context.Response.WriteAsJsonAsync(new ProcessList(processes), ContractsJsonContext.Readable.ProcessList);
        }
        catch (Exception e) when (GuestProblems.For(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private static async Task KillAsync(HttpContext context)
    {
        if (!TryGetSignal(context.Request.Query["signal"], out var signal))
        {
            await Problems.BadRequest("The signal must be a name such as SIGTERM or a number from 1 to 64.").ExecuteAsync(context);
            return;
        }

        using var use = await context.UseRuntimeAsync();
        if (use is null)
            return;

        var pid = int.Parse(context.Route("pid")!, CultureInfo.InvariantCulture);
        try
        {
            if (await use.Runtime.Guest.KillAsync(pid, signal, context.RequestAborted))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await Problems.NotFound("process", $"There is no process {pid} in this runtime.").ExecuteAsync(context);
        }
        catch (Exception e) when (GuestProblems.For(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private static bool TryGetSignal(string? text, out int signal)
    {
        signal = (int)Signal.SIGKILL;
        if (string.IsNullOrEmpty(text))
            return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out signal))
            return signal is >= 1 and <= 64;

        var known = Enum.TryParse<Signal>(text, ignoreCase: false, out var named) && Enum.IsDefined(named);
        signal = (int)named;
        return known && signal >= 1;
    }
}
