using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace SecureExec.Dashboard.Authentication;

/// <summary>What a session holds: the API key, which lives in the encrypted cookie and never reaches a page.</summary>
internal static class SessionClaims
{
    private const string ApiKeyType = "secureexec:api-key";

    /// <summary>The identity of who signed in with the key.</summary>
    public static ClaimsPrincipal Create(string apiKey) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, "operator"), new Claim(ApiKeyType, apiKey)],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The key of a session; null when nobody is signed in.</summary>
    public static string? ApiKeyOf(ClaimsPrincipal user) => user.FindFirstValue(ApiKeyType);
}
