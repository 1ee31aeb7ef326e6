using Microsoft.Extensions.Options;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;
using SecureExec.Gateway.Proxy;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Endpoints;

/// <summary>The file system of a runtime, streamed to and from its pool node.</summary>
internal static class FileEndpoints
{
    public static void MapFileEndpoints(this IEndpointRouteBuilder api)
    {
        var maxBytes = api.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxFileBytes;

        api.MapGet("/runtimes/{id}/files/{**path}", ForwardAsync)
            .WithName("GetFile").WithTags("Files")
            .WithSummary("Reads a file as bytes, or lists a directory as JSON.")
            .Produces<FileListing>().Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/runtimes/{id}/files/{**path}", PutAsync)
            .WithName("PutFile").WithTags("Files")
            .WithSummary("Writes a file; missing parent directories are made.")
            .Accepts<Stream>("application/octet-stream", "*/*")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMaxBody(maxBytes);
    }

    private static Task PutAsync(
        string id, string? path, HttpContext context, NodeDirectory directory, NodeForwarder forwarder, IOptions<GatewayOptions> options) =>
        context.Request.ContentLength > options.Value.MaxFileBytes
            ? Problems.TooLarge(options.Value.MaxFileBytes).ExecuteAsync(context)
            : ForwardAsync(id, path, context, directory, forwarder);

    private static async Task ForwardAsync(
        string id, string? path, HttpContext context, NodeDirectory directory, NodeForwarder forwarder)
    {
        if (NodePath(path) is not { } escaped)
        {
            await Problems.BadRequest("The path is not a guest path.").ExecuteAsync(context);
            return;
        }

        var (node, problem) = await directory.RouteAsync(id, context.RequestAborted);
        if (node is null)
            await problem!.ExecuteAsync(context);
        else
            await forwarder.ForwardAsync(context, node, $"{NodeRouting.RuntimePath(id)}/files/{escaped}", NodeForwarder.DefaultTimeout);
    }

    /// <summary>The path for the node, each name escaped anew; null for one that could climb out of <c>files/</c>.</summary>
    private static string? NodePath(string? path)
    {
        var names = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Any(n => n is "." or "..") || !ContractValidation.IsGuestPath("/" + path)
            ? null
            : string.Join('/', names.Select(Uri.EscapeDataString));
    }
}
