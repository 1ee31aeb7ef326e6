namespace SecureExec.Sessions;

/// <summary>Makes the one exception that invalid options give.</summary>
internal static class OptionCheck
{
    /// <summary>The exception for an option of that name.</summary>
    internal static ArgumentException Invalid(string option, string message, Exception? cause = null) => new(message, option, cause);
}
