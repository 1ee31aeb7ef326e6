using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One rule of a <c>BlockList</c>: an address, a range of them, or a network.</summary>
/// <param name="First">The address, the first of a range, or the network.</param>
/// <param name="Last">The last of a range; null for others.</param>
/// <param name="Prefix">Bits of the network; -1 for others.</param>
internal sealed record BlockListRule(IpAddress First, IpAddress? Last, int Prefix)
{
    /// <summary>Whether an address falls under it; IPv4 inside IPv6 counts as IPv4.</summary>
    public bool Matches(IpAddress address)
    {
        var (first, tested) = (First.Unmapped, address.Unmapped);
        if (Prefix >= 0)
        {
            var bits = First.IsMapped ? Prefix - 96 : Prefix;
            if (bits < 0)
                (first, tested, bits) = (First, address.Mapped, Prefix);
            return first.IsV6 == tested.IsV6 && Network(first, bits) == Network(tested, bits);
        }
        if (Last is not { } last)
            return first == tested;
        return first.IsV6 == tested.IsV6 && tested.Bits >= first.Bits && tested.Bits <= last.Unmapped.Bits;
    }

    /// <summary>As <c>blockList.rules</c> shows it.</summary>
    public override string ToString()
    {
        var family = First.IsV6 ? "IPv6" : "IPv4";
        return Prefix >= 0 ? $"Subnet: {family} {First}/{Prefix}" : Last is { } last ? $"Range: {family} {First}-{last}" : $"Address: {family} {First}";
    }

    private static UInt128 Network(IpAddress address, int bits)
    {
        var width = address.IsV6 ? 128 : 32;
        return bits == 0 ? 0 : address.Bits >> (width - Math.Min(bits, width));
    }
}
