namespace SecureExec.Broker;

/// <summary>Judges the target text of a symbolic link that a guest wants in a host directory. The guest could not follow it out, but programs of the host could.</summary>
internal static class LinkTarget
{
    /// <summary>True when the text is relative and no prefix of it, taken from the link's own directory, climbs above the mount's root.</summary>
    internal static bool StaysInside(string linkPath, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.Contains('\0', StringComparison.Ordinal)) return false;
        int depth = linkPath.AsSpan().Count('/');
        foreach (Range range in target.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> part = target.AsSpan(range);
            if (part is "" or ".") continue;
            depth += part is ".." ? -1 : 1;
            if (depth < 0) return false;
        }
        return true;
    }
}
