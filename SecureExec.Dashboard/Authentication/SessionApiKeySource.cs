using Microsoft.AspNetCore.Components.Authorization;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Authentication;

/// <summary>The key of the session that a page belongs to.</summary>
/// <param name="state">Who is signed in, in this circuit.</param>
internal sealed class SessionApiKeySource(AuthenticationStateProvider state) : IApiKeySource
{
    /// <inheritdoc/>
    public async ValueTask<string?> GetAsync() =>
        SessionClaims.ApiKeyOf((await state.GetAuthenticationStateAsync()).User);
}
