namespace SecureExec.Sidecar.Url;

/// <summary>The "." and ".." path segments, in any of their percent-encoded spellings.</summary>
internal static class DotSegment
{
    /// <summary>1 for a single-dot segment, 2 for a double-dot segment, otherwise 0.</summary>
    public static int CountDots(ReadOnlySpan<char> segment)
    {
        var dots = 0;
        while (!segment.IsEmpty)
        {
            if (segment[0] == '.')
                segment = segment[1..];
            else if (segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase))
                segment = segment[3..];
            else
                return 0;
            dots++;
        }

        return dots <= 2 ? dots : 0;
    }
}
