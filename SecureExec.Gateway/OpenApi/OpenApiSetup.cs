using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using SecureExec.Contracts;

namespace SecureExec.Gateway.OpenApi;

/// <summary>The OpenAPI document and its page.</summary>
internal static class OpenApiSetup
{
    private const string BearerScheme = "bearer";
    private const string HeaderScheme = "apiKey";

    public static void AddGatewayOpenApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(DescribeAsync);
            options.AddSchemaTransformer(DescribeFileContentAsync);
        });

    /// <summary><c>/openapi/v1.json</c> and <c>/scalar</c>, open to all: they say nothing of this installation.</summary>
    public static void MapGatewayOpenApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/scalar").AllowAnonymous();
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SecureExec",
            Version = "v1",
            Description = "Runs untrusted JavaScript and TypeScript in virtual machines of their own.",
        };
        document.AddComponent(BearerScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        document.AddComponent(HeaderScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ContractHeaders.ApiKey,
        });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(HeaderScheme, document)] = [] },
        ];
        return Task.CompletedTask;
    }

    /// <summary>A type with a converter of its own has no schema unless it is told.</summary>
    private static Task DescribeFileContentAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(FileContent))
        {
            schema.Description = "A string, stored as UTF-8, or an object with the bytes in base64.";
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "base64" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["base64"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
                    },
                },
            ];
        }

        return Task.CompletedTask;
    }
}
