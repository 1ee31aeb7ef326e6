using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Text;

/// <summary>The searches behind <c>buffer.indexOf</c>, <c>lastIndexOf</c> and <c>includes</c>.</summary>
internal static class ByteSearch
{
    /// <summary>The offset of a byte value, or -1.</summary>
    /// <param name="haystack">Where to look.</param>
    /// <param name="value">What to look for.</param>
    /// <param name="offset">Where to start; negative counts from the end of the haystack.</param>
    /// <param name="end">Where the part ends in which to look.</param>
    /// <param name="forward">Which way to look.</param>
    public static int IndexOf(ReadOnlySpan<byte> haystack, byte value, long offset, long end, bool forward)
        => IndexOf(haystack, [value], offset, end, forward, wide: false);

    /// <summary>The offset of a sequence of bytes, or -1; an empty one is found at the start offset.</summary>
    /// <param name="haystack">Where to look.</param>
    /// <param name="needle">What to look for.</param>
    /// <param name="offset">Where to start; negative counts from the end of the haystack.</param>
    /// <param name="end">Where the part ends in which to look.</param>
    /// <param name="forward">Which way to look.</param>
    /// <param name="wide">Whether only even offsets match, as for UTF-16.</param>
    public static int IndexOf(ReadOnlySpan<byte> haystack, ReadOnlySpan<byte> needle, long offset, long end, bool forward, bool wide)
    {
        var start = StartOffset(haystack.Length, offset, needle.Length, forward);
        haystack = haystack[..(int)Math.Clamp(end, 0, haystack.Length)];
        if (needle.IsEmpty)
            return (int)Math.Min(start, wide ? haystack.Length & ~1 : haystack.Length);
        if (start < 0 || haystack.IsEmpty || needle.Length > haystack.Length || (forward && needle.Length + start > haystack.Length))
            return -1;
        if (!wide)
            return Search(haystack, needle, (int)start, forward);
        if (haystack.Length < 2 || needle.Length < 2)
            return -1;
        var found = Search(MemoryMarshal.Cast<byte, ushort>(haystack), MemoryMarshal.Cast<byte, ushort>(needle), (int)start / 2, forward);
        return found < 0 ? -1 : found * 2;
    }

    private static int Search<T>(ReadOnlySpan<T> haystack, ReadOnlySpan<T> needle, int start, bool forward)
        where T : IEquatable<T>
    {
        if (needle.Length > haystack.Length)
            return -1;
        if (!forward)
            return haystack[..(Math.Min(start, haystack.Length - needle.Length) + needle.Length)].LastIndexOf(needle);
        if (start > haystack.Length)
            return -1;
        var found = haystack[start..].IndexOf(needle);
        return found < 0 ? -1 : found + start;
    }

    /// <summary>Where a search starts, or -1 when nothing can be found.</summary>
    private static long StartOffset(long length, long offset, long needleLength, bool forward)
    {
        if (offset < 0)
        {
            if (offset >= -length)
                return length + offset;
            return forward || needleLength == 0 ? 0 : -1;
        }

        if (offset <= length - needleLength)
            return offset;
        if (needleLength == 0)
            return length;
        return forward ? -1 : length - 1;
    }
}
