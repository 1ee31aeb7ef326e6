using System.Text;
using SecureExec.Kernel.Net;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Names that the machine knows by itself: <c>/etc/hosts</c>, <c>localhost</c> and what lies below it (RFC 6761), and addresses. Files are read as the guest may.</summary>
internal static class LocalNames
{
    private const int MaxFile = 256 * 1024;

    /// <summary>The addresses of a name in the order of RFC 6724, none when the name has only others; null when the machine does not know it.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="name">The name.</param>
    /// <param name="family">0 for both, 4 or 6.</param>
    public static IReadOnlyList<IpAddress>? Resolve(Realm realm, string name, int family)
    {
        if (IpAddress.TryParse(name, out var literal))
            return Wanted([literal], family);
        var asked = name.TrimEnd('.').ToLowerInvariant();
        List<IpAddress> found = [];
        foreach (var (address, names) in Hosts(realm))
        {
            if (!found.Contains(address) && names.Exists(known => known.Equals(asked, StringComparison.OrdinalIgnoreCase)))
                found.Add(address);
        }
        if (found.Count == 0 && (asked == "localhost" || asked.EndsWith(".localhost", StringComparison.Ordinal)))
            found = [IpAddress.LoopbackV6, IpAddress.LoopbackV4];
        return found.Count == 0 ? null : Wanted(found.OrderByDescending(address => address.IsV6), family);
    }

    /// <summary>The name of an address; null when the machine does not know one.</summary>
    public static string? NameOf(Realm realm, IpAddress address)
    {
        foreach (var (known, names) in Hosts(realm))
        {
            if (known == address && names.Count > 0)
                return names[0];
        }
        return address.IsLoopback ? "localhost" : null;
    }

    /// <summary>The name of a port by <c>/etc/services</c>, or its number.</summary>
    public static string ServiceOf(Realm realm, int port)
    {
        foreach (var words in Lines(realm, "/etc/services"))
        {
            if (words.Length > 1 && words[1] == $"{port}/tcp")
                return words[0];
        }
        return port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<IpAddress> Wanted(IEnumerable<IpAddress> addresses, int family) =>
        [.. addresses.Where(address => family is not (4 or 6) || address.IsV6 == (family == 6))];

    private static IEnumerable<(IpAddress Address, List<string> Names)> Hosts(Realm realm)
    {
        foreach (var words in Lines(realm, "/etc/hosts"))
        {
            if (IpAddress.TryParse(words[0], out var address))
                yield return (address, [.. words.Skip(1)]);
        }
    }

    private static IEnumerable<string[]> Lines(Realm realm, string path)
    {
        foreach (var line in ReadText(realm, path).Split('\n'))
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                yield return words;
        }
    }

    private static string ReadText(Realm realm, string path)
    {
        if (realm.Guest.Process?.Sys is not { } sys || sys.Open(path, Abi.OpenFlags.O_RDONLY, 0).IsError(out var fd, out _))
            return "";
        var buffer = new byte[MaxFile];
        var length = 0;
        while (length < buffer.Length && !sys.Read(fd, buffer.AsSpan(length), -1, wait: false).IsError(out var read, out _) && read > 0)
            length += read;
        sys.Close(fd);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
