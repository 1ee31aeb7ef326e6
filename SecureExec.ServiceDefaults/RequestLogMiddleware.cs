using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecureExec.ServiceDefaults;

/// <summary>One line per request, at Debug for polls of a <see cref="QuietEndpoint"/>. The query is left out: it may hold what must not be logged.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var quiet = context.Response.StatusCode < 400 && context.GetEndpoint()?.Metadata.GetMetadata<QuietEndpoint>() is not null;
            var level = quiet ? LogLevel.Debug : LogLevel.Information;
            LogRequest(level, context.Request.Method, context.Request.Path.Value ?? "/", context.Response.StatusCode,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    [LoggerMessage(Message = "{Method} {Path} {Status} in {Elapsed:F1} ms")]
    private partial void LogRequest(LogLevel level, string method, string path, int status, double elapsed);
}
