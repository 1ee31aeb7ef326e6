namespace SecureExec.Sidecar.Shell;

/// <summary>Writes text so that the shell reads it back as one word.</summary>
internal static class ShellQuoting
{
    /// <summary>Quoted when it has to be.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:=@%+,".Contains(c, StringComparison.Ordinal)) ? text : Always(text);

    /// <summary>In single quotes, always.</summary>
    public static string Always(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
