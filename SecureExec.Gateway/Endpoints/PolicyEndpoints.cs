using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;
using SecureExec.Gateway.Policies;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Endpoints;

/// <summary>Named policies. The revision is the entity tag, so that two editors cannot overwrite each other unseen.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicyEndpoints(this IEndpointRouteBuilder api)
    {
        var maxBytes = api.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxPolicyBytes;
        var policies = api.MapGroup("/policies").WithTags("Policies");

        policies.MapGet("", async (IPolicyStore store, CancellationToken cancellationToken) =>
                new PolicyList(await store.ListAsync(cancellationToken)))
            .WithName("ListPolicies").WithSummary("Lists the stored policies.");

        policies.MapGet("/{name}", GetAsync)
            .WithName("GetPolicy").WithSummary("Shows a policy.")
            .Produces<PolicyInfo>().ProducesProblem(StatusCodes.Status404NotFound);

        policies.MapPut("/{name}", PutAsync)
            .WithName("PutPolicy")
            .WithSummary("Creates or replaces a policy. With If-Match only over that revision, with If-None-Match: * only anew.")
            .Accepts<System.Text.Json.JsonElement>("application/json")
            .Produces<PolicyInfo>().Produces<PolicyInfo>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithMaxBody(maxBytes);

        policies.MapDelete("/{name}", DeleteAsync)
            .WithName("DeletePolicy").WithSummary("Deletes a policy. Runtimes made with it keep it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(string name, HttpContext context, IPolicyStore store)
    {
        if (await store.FindAsync(name, context.RequestAborted) is not { } policy)
            return NotFound(name);

        context.Response.Headers.ETag = Tag(policy);
        return TypedResults.Ok(policy);
    }

    private static async Task<IResult> PutAsync(string name, HttpContext context, IPolicyStore store, IOptions<GatewayOptions> options)
    {
        if (!ContractValidation.IsPolicyName(name))
            return Invalid("name", "Lower case letters, digits, '-', '_' and '.', at most 64, the first a letter or digit.");
        if (!TryGetExpectedRevision(context.Request.GetTypedHeaders(), out var expected))
            return Problems.PreconditionFailed("The entity tag is not one of this policy's.");

        var body = await JsonBody.ReadAsync(
            context.Request, ContractsJsonContext.Default.JsonElement, options.Value.MaxPolicyBytes, context.RequestAborted);
        if (body.IsProblem(out var problem, out var document))
            return problem;
        if (!PolicyDocument.TryParse(document, out _, out var error))
            return Invalid("document", error);
        if (await store.PutAsync(name, document, expected, context.RequestAborted) is not { } policy)
            return Problems.PreconditionFailed($"Policy '{name}' has another revision. Read it again.");

        context.Response.Headers.ETag = Tag(policy);
        return policy.Revision == 1 ? TypedResults.Created($"/v1/policies/{name}", policy) : TypedResults.Ok(policy);
    }

    private static async Task<IResult> DeleteAsync(string name, IPolicyStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(name, cancellationToken) ? TypedResults.NoContent() : NotFound(name);

    /// <summary>The revision the headers ask for: null for any, 0 for "must not exist".</summary>
    private static bool TryGetExpectedRevision(Microsoft.AspNetCore.Http.Headers.RequestHeaders headers, out int? revision)
    {
        revision = headers.IfNoneMatch.Contains(EntityTagHeaderValue.Any) ? 0 : null;
        if (headers.IfMatch is not [var tag] || tag.Equals(EntityTagHeaderValue.Any))
            return headers.IfMatch.Count <= 1;

        var ok = int.TryParse(tag.Tag.AsSpan().Trim('"'), out var value) && value > 0;
        revision = value;
        return ok;
    }

    private static string Tag(PolicyInfo policy) => $"\"{policy.Revision}\"";

    private static ValidationProblem Invalid(string member, string message) =>
        Problems.Invalid(new Dictionary<string, string[]> { [member] = [message] });

    private static ProblemHttpResult NotFound(string name) => Problems.NotFound("policy", $"There is no policy named '{name}'.");
}
