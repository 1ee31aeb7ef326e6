namespace SecureExec.Sessions;

/// <summary>Checks environment variables that come as options.</summary>
internal static class EnvironmentCheck
{
    private static readonly Dictionary<string, string> s_empty = [];

    /// <summary>Returns the variables, or none for null.</summary>
    /// <exception cref="ArgumentException">A name is empty or holds '=' or NUL, or a value is null or holds NUL; the message begins with <paramref name="option"/>.</exception>
    internal static IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string>? env, string option)
    {
        if (env is null) return s_empty;
        foreach ((string key, string value) in env)
        {
            if (key.Length == 0 || key.AsSpan().ContainsAny('=', '\0')) throw new ArgumentException($"{option} has a variable with the invalid name '{key}'.", option);
            if (value is null || value.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException($"{option} has no valid value for '{key}'.", option);
        }
        return env;
    }
}
