using System.Net;
using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Client;

/// <summary>Makes failures of error answers and of network errors.</summary>
public static class GatewayFailures
{
    private const int MaxProblemBytes = 256 * 1024;

    /// <summary>No answer came.</summary>
    public static GatewayFailure Unreachable { get; } = new(GatewayFailureKind.Unreachable, "The gateway does not answer.");

    /// <summary>An answer that is not of the API.</summary>
    public static GatewayFailure Malformed(string what) => new(
        GatewayFailureKind.Failed, $"The gateway's answer cannot be read ({what}).");

    /// <summary>An error answer, with the words of its problem document if it has one.</summary>
    public static async Task<GatewayFailure> FromAnswerAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var problem = await ReadProblemAsync(answer, cancellationToken);
        var message = problem?.Detail ?? problem?.Title ?? $"The gateway answered {(int)answer.StatusCode}.";
        return new GatewayFailure(KindOf(answer.StatusCode), message)
        {
            Errors = problem?.Errors ?? new Dictionary<string, string[]>(),
        };
    }

    private static GatewayFailureKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => GatewayFailureKind.Unauthorized,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => GatewayFailureKind.NotFound,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => GatewayFailureKind.Rejected,
        _ => GatewayFailureKind.Failed,
    };

    private static async Task<ProblemInfo?> ReadProblemAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json")) return null;
        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxProblemBytes, cancellationToken);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, ContractsJsonContext.Default.ProblemInfo, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            // The status code alone still says what happened.
            return null;
        }
    }
}
