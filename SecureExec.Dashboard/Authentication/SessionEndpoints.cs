using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Authentication;

/// <summary>Signing in and out. Plain forms, since a cookie cannot be set from a circuit; both demand the antiforgery token.</summary>
internal static class SessionEndpoints
{
    /// <summary>Path of the sign-in page and its form.</summary>
    public const string LoginPath = "/login";

    /// <summary>Path of the sign-out form.</summary>
    public const string LogoutPath = "/logout";

    private const int MaxKeyLength = 512;

    /// <summary>Maps the two forms.</summary>
    public static void MapSessionEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/session", SignInAsync).AllowAnonymous();
        endpoints.MapPost(LogoutPath, SignOutAsync).AllowAnonymous();
    }

    /// <summary>The path if it is one of this site, else the start page: never a way to another site.</summary>
    internal static string LocalPath(string? returnUrl) =>
        returnUrl is ['/', not ('/' or '\\'), ..] && !returnUrl.Any(char.IsControl) ? returnUrl : "/";

    private static async Task<IResult> SignInAsync(
        [FromForm] string? apiKey, [FromForm] string? returnUrl, IGatewayClient gateway, HttpContext context)
    {
        var key = apiKey?.Trim() ?? "";
        var target = LocalPath(returnUrl);
        if (key.Length is 0 or > MaxKeyLength || key.Any(c => c is <= ' ' or > '~')) return Again(SignInError.BadKey, target);
        var answer = await gateway.VerifyKeyAsync(key, context.RequestAborted);
        if (!answer.TryGet(out _, out var failure))
        {
            return Again(
                failure.Kind == GatewayFailureKind.Unauthorized ? SignInError.BadKey : SignInError.NoGateway, target);
        }
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SessionClaims.Create(key));
        return Results.LocalRedirect(target);
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? returnUrl, HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect($"{LoginPath}?returnUrl={Uri.EscapeDataString(LocalPath(returnUrl))}");
    }

    private static IResult Again(SignInError error, string returnUrl) =>
        Results.LocalRedirect($"{LoginPath}?error={error}&returnUrl={Uri.EscapeDataString(returnUrl)}");
}
