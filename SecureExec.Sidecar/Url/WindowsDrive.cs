namespace SecureExec.Sidecar.Url;

/// <summary>The Windows drive letter rules that file URLs follow on every platform.</summary>
internal static class WindowsDrive
{
    /// <summary>Exactly a letter and <c>:</c> or <c>|</c>.</summary>
    public static bool IsLetter(ReadOnlySpan<char> text)
        => text.Length == 2 && char.IsAsciiLetter(text[0]) && (text[1] is ':' or '|');

    /// <summary>Exactly a letter and <c>:</c>.</summary>
    public static bool IsNormalizedLetter(ReadOnlySpan<char> text)
        => text.Length == 2 && char.IsAsciiLetter(text[0]) && text[1] == ':';

    /// <summary>A drive letter followed by the end or one of <c>/ \ ? #</c>.</summary>
    public static bool StartsWithLetter(ReadOnlySpan<char> text)
        => text.Length >= 2 && IsLetter(text[..2]) && (text.Length == 2 || text[2] is '/' or '\\' or '?' or '#');
}
