using System.Diagnostics.CodeAnalysis;

namespace SecureExec.Sessions;

/// <summary>Checks guest paths that come as options.</summary>
internal static class GuestPaths
{
    private const int MaxLength = 4095;

    /// <summary>Returns the path without a trailing slash.</summary>
    /// <exception cref="ArgumentException">It is not absolute, holds <c>.</c>, <c>..</c> or NUL, or is too long; the message begins with <paramref name="option"/>.</exception>
    internal static string Check([NotNull] string? path, string option)
    {
        if (string.IsNullOrEmpty(path) || path[0] != '/') throw new ArgumentException($"{option} must be an absolute guest path, not '{path}'.", option);
        if (path.Length > MaxLength) throw new ArgumentException($"{option} is longer than {MaxLength} characters.", option);
        if (path.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException($"{option} holds a NUL character.", option);
        foreach (string part in path.Split('/'))
        {
            if (part is "." or "..") throw new ArgumentException($"{option} must not hold '{part}': '{path}'.", option);
        }
        string trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed;
    }
}
