namespace SecureExec.Dashboard.Client;

/// <summary>Knows the API key of the signed-in user.</summary>
public interface IApiKeySource
{
    /// <summary>The key; null when nobody is signed in.</summary>
    ValueTask<string?> GetAsync();
}
