namespace SecureExec.Broker.Egress;

/// <summary>Host names as they may be asked of a resolver: letters, digits, hyphens, underscores and dots, in lower case, without the root's dot.</summary>
internal static class HostName
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    /// <summary>The name in the form that policies judge; null when it is none. What a resolver would read as an address (<c>127.1</c>, <c>0x7f000001</c>) is none.</summary>
    internal static string? Normalize(string name)
    {
        ReadOnlySpan<char> text = name.AsSpan();
        if (text.EndsWith(".")) text = text[..^1];
        if (text.Length is 0 or > MaxLength) return null;
        foreach (Range part in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[part];
            if (label.Length is 0 or > MaxLabel) return null;
            foreach (char c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return null;
            }
        }
        return IsNumber(text[(text.LastIndexOf('.') + 1)..]) ? null : text.ToString().ToLowerInvariant();
    }

    // No top-level domain is a number; inet_aton(3) reads every name that ends in one.
    private static bool IsNumber(ReadOnlySpan<char> label)
    {
        bool hex = label.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        foreach (char c in hex ? label[2..] : label)
        {
            if (!(hex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c))) return false;
        }
        return true;
    }
}
