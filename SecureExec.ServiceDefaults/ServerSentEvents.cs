using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SecureExec.ServiceDefaults;

/// <summary>Writes a stream of server-sent events whose data is one line of JSON each.</summary>
public static class ServerSentEvents
{
    private static readonly byte[] KeepAlive = ":\n\n"u8.ToArray();

    /// <summary>Sends the headers of the stream and a first comment, so that the client sees it open at once.</summary>
    public static async Task BeginAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await KeepAliveAsync(response, cancellationToken);
    }

    /// <summary>Writes a comment, which tells a lost client from a quiet one.</summary>
    public static async Task KeepAliveAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(KeepAlive, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Writes one event.</summary>
    /// <param name="response">The response, after <see cref="BeginAsync"/>.</param>
    /// <param name="name">The event's name, without line breaks.</param>
    /// <param name="json">Its data: JSON in one line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task WriteAsync(HttpResponse response, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(json.Length + name.Length + 32);
        message.Write("event: "u8);
        Encoding.UTF8.GetBytes(name, message);
        message.Write("\ndata: "u8);
        message.Write(json.Span);
        message.Write("\n\n"u8);
        await response.Body.WriteAsync(message.WrittenMemory, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
