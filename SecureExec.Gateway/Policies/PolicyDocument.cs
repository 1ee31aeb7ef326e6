using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SecureExec.ServiceDefaults;

namespace SecureExec.Gateway.Policies;

/// <summary>Reads policy documents with the parser that the pool node uses.</summary>
internal static class PolicyDocument
{
    /// <summary>The policy of a document; false with what is wrong with it otherwise.</summary>
    public static bool TryParse(
        JsonElement document, [NotNullWhen(true)] out PermissionPolicy? policy, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (policy, error) = (PermissionPolicy.Parse(document.GetRawText()), null);
            return true;
        }
        catch (JsonException e)
        {
            (policy, error) = (null, JsonBody.Explain(e));
            return false;
        }
    }
}
