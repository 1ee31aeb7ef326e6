using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SecureExec.ServiceDefaults;

/// <summary>Makes the problems that the framework answers by itself (no such path, wrong method, unhandled exception) as telling as ours.</summary>
public static class ProblemDefaults
{
    /// <summary>Adds problem documents with a type and a detail for every status.</summary>
    public static IServiceCollection AddServiceProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Detail is not null || Describe(problem.Status, context.HttpContext.Request) is not var (kind, detail))
            return;

        problem.Type = Problems.TypePrefix + kind;
        problem.Detail = detail;
    }

    private static (string Kind, string Detail)? Describe(int? status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => ("path-not-found", $"There is nothing at {request.Path}."),
        StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", $"{request.Method} is not possible here; the Allow header says what is."),
        StatusCodes.Status413PayloadTooLarge => ("body-too-large", "The body is longer than is accepted here."),
        StatusCodes.Status415UnsupportedMediaType => ("not-json", "Send the body with Content-Type: application/json."),
        StatusCodes.Status500InternalServerError => ("internal-error", "The fault is on our side; the trace id finds it in the logs."),
        _ => null,
    };
}
