using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SecureExec.ServiceDefaults;

/// <summary>The error answers of the HTTP API: <c>application/problem+json</c> with a stable type per kind.</summary>
public static class Problems
{
    /// <summary>Every type begins with it.</summary>
    public const string TypePrefix = "urn:secureexec:problem:";

    /// <summary>400: the body's members are wrong.</summary>
    /// <param name="errors">Messages by member.</param>
    public static ValidationProblem Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors,
            detail: string.Join(" ", errors.Select(e => $"{e.Key}: {string.Join(" ", e.Value)}")),
            title: "The request is not valid.",
            type: TypePrefix + "invalid-request");

    /// <summary>400: the request cannot be read or makes no sense.</summary>
    public static ProblemHttpResult BadRequest(string detail) =>
        Create(StatusCodes.Status400BadRequest, "bad-request", "The request cannot be understood.", detail);

    /// <summary>401: no valid credential.</summary>
    public static ProblemHttpResult Unauthorized(string detail) =>
        Create(StatusCodes.Status401Unauthorized, "unauthorized", "A valid credential is required.", detail);

    /// <summary>403: known but not allowed.</summary>
    public static ProblemHttpResult Forbidden(string detail) =>
        Create(StatusCodes.Status403Forbidden, "forbidden", "That is not allowed.", detail);

    /// <summary>404.</summary>
    /// <param name="kind">What is missing, for example <c>runtime</c>.</param>
    /// <param name="detail">Which one.</param>
    public static ProblemHttpResult NotFound(string kind, string detail) =>
        Create(StatusCodes.Status404NotFound, kind + "-not-found", $"There is no such {kind}.", detail);

    /// <summary>409: the state does not allow it.</summary>
    public static ProblemHttpResult Conflict(string detail) =>
        Create(StatusCodes.Status409Conflict, "conflict", "The present state does not allow that.", detail);

    /// <summary>412: the condition in <c>If-Match</c> does not hold.</summary>
    public static ProblemHttpResult PreconditionFailed(string detail) =>
        Create(StatusCodes.Status412PreconditionFailed, "precondition-failed", "It was changed in the meantime.", detail);

    /// <summary>413: the body is longer than allowed.</summary>
    /// <param name="maxBytes">The limit.</param>
    public static ProblemHttpResult TooLarge(long maxBytes) =>
        Create(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large.", $"At most {maxBytes} bytes are accepted.");

    /// <summary>415: the body is of another media type than JSON.</summary>
    public static ProblemHttpResult NotJson() =>
        Create(StatusCodes.Status415UnsupportedMediaType, "not-json", "The body must be JSON.", "Send it with Content-Type: application/json.");

    /// <summary>502: a pool node did not give a proper answer.</summary>
    public static ProblemHttpResult BadGateway(string detail) =>
        Create(StatusCodes.Status502BadGateway, "node-failed", "The pool node did not answer.", detail);

    /// <summary>503: no capacity at the moment.</summary>
    public static ProblemHttpResult Unavailable(string detail) =>
        Create(StatusCodes.Status503ServiceUnavailable, "unavailable", "The service cannot take this now.", detail);

    /// <summary>504: a pool node took too long.</summary>
    public static ProblemHttpResult GatewayTimeout(string detail) =>
        Create(StatusCodes.Status504GatewayTimeout, "node-timeout", "The pool node took too long.", detail);

    /// <summary>Any other problem.</summary>
    /// <param name="status">HTTP status code.</param>
    /// <param name="kind">Last part of the type.</param>
    /// <param name="title">Short text of the kind.</param>
    /// <param name="detail">What went wrong this time.</param>
    public static ProblemHttpResult Create(int status, string kind, string title, string detail) =>
        TypedResults.Problem(detail: detail, statusCode: status, title: title, type: TypePrefix + kind);
}
