namespace SecureExec.Sidecar.Shell;

/// <summary>Writes text so that the shell reads it back as one word.</summary>
internal static class ShellQuoting
{
    /// <summary>Quoted when it has to be.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:=@%+,".Contains(c, StringComparison.Ordinal)) ? text : Always(text);

    /// <summary>With a backslash before each character that means something, as <c>printf %q</c>.</summary>
    public static string Escape(string text) =>
        text.Length == 0 ? "''" : string.Concat(text.Select(c => char.IsLetterOrDigit(c) || "_-./:=@%+,".Contains(c, StringComparison.Ordinal) ? c.ToString() : c == '\n' ? "$'\\n'" : $"\\{c}"));

    /// <summary>In single quotes, always.</summary>
    public static string Always(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
