using System.Buffers;
using SecureExec.Contracts;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary><c>GET/PUT /runtimes/{id}/files/{**path}</c>: a file as bytes, a directory as JSON.</summary>
internal static class FileEndpoints
{
    private const string Pattern = "/runtimes/{id}/files/{**path}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Pattern, GetAsync);
        app.MapPut(Pattern, PutAsync);
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var use = await context.UseRuntimeAsync();
        if (use is null || await GetPathAsync(context) is not { } path)
            return;

        var guest = use.Runtime.Guest;
        var options = context.RequestServices.GetRequiredService<PoolOptions>();
        try
        {
            var entry = await guest.StatAsync(path, context.RequestAborted);
            if (entry.Type == FileEntryType.Directory)
                await ListAsync(context, path, await guest.ListAsync(path, context.RequestAborted), options.MaxListedEntries);
            else if (entry.Type != FileEntryType.File)
                await Problems.Conflict("It is neither a file nor a directory.").ExecuteAsync(context);
            else if (entry.Size > options.MaxFileBytes)
                await Problems.Conflict($"The file has {entry.Size} bytes; at most {options.MaxFileBytes} are served.").ExecuteAsync(context);
            else
                await SendAsync(context, await guest.ReadAsync(path, context.RequestAborted));
        }
        catch (Exception e) when (GuestProblems.For(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private static Task ListAsync(HttpContext context, string path, IReadOnlyList<FileEntry> entries, int max)
    {
        var listing = new FileListing(
            path,
            [.. entries.OrderBy(e => e.Name, StringComparer.Ordinal).Take(max)],
            Truncated: entries.Count > max);
        return context.Response.WriteAsJsonAsync(listing, ContractsJsonContext.Readable.FileListing);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> content)
    {
        // The guest chose the content: no browser may guess a type and run it.
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static async Task PutAsync(HttpContext context)
    {
        using var use = await context.UseRuntimeAsync();
        if (use is null || await GetPathAsync(context) is not { } path)
            return;

        var max = context.RequestServices.GetRequiredService<PoolOptions>().MaxFileBytes;
        if (path == "/" || context.Request.Path.Value!.EndsWith('/'))
        {
            await Problems.BadRequest("The path names a directory.").ExecuteAsync(context);
            return;
        }

        try
        {
            if (await ReadAsync(context.Request, max, context.RequestAborted) is not { } content)
            {
                await Problems.TooLarge(max).ExecuteAsync(context);
                return;
            }

            await use.Runtime.Guest.WriteAsync(path, content, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception e) when (GuestProblems.For(e) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    /// <summary>The guest path of the route; null when a problem was answered.</summary>
    private static async Task<string?> GetPathAsync(HttpContext context)
    {
        var path = "/" + (context.Route("path") ?? "").Trim('/');
        if (ContractValidation.IsGuestPath(path))
            return path;

        await Problems.BadRequest("The path is not a guest path.").ExecuteAsync(context);
        return null;
    }

    /// <summary>The whole body; null when it is longer than allowed.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, long max, CancellationToken cancellationToken)
    {
        if (request.ContentLength > max)
            return null;

        using var content = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (content.Length + read > max)
                    return null;
                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
