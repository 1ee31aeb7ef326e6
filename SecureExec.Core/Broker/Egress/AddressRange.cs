using SecureExec.Kernel.Net;

namespace SecureExec.Broker.Egress;

/// <summary>A range of addresses that no guest reaches, whatever its policy says.</summary>
/// <param name="Label">What the range is, in the words of its registry, e.g. <c>carrier-grade-nat</c>.</param>
/// <param name="Text">The range as errors name it, e.g. <c>10.0.0.0/8</c>.</param>
/// <param name="Value">The bits of an address in it that are looked at.</param>
/// <param name="Mask">Which bits are looked at.</param>
/// <param name="IsV6">The family.</param>
internal sealed record AddressRange(string Label, string Text, UInt128 Value, UInt128 Mask, bool IsV6)
{
    /// <summary>The label of <c>127.0.0.0/8</c> and <c>::1</c>, which single ports may be exempt from.</summary>
    internal const string Loopback = "loopback";

    /// <summary>True for the loopback ranges.</summary>
    internal bool IsLoopback => Label == Loopback;

    /// <summary>Makes a range from its text, <c>address/length</c>.</summary>
    internal static AddressRange Of(string label, string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int length = int.Parse(text.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture);
        if (!IpAddress.TryParse(text.AsSpan(0, slash), out IpAddress address)) throw new ArgumentException($"{text} is no range.");
        int bits = address.IsV6 ? 128 : 32;
        UInt128 all = address.IsV6 ? UInt128.MaxValue : uint.MaxValue;
        UInt128 mask = length == 0 ? 0 : (all << (bits - length)) & all;
        return new AddressRange(label, text, address.Bits & mask, mask, address.IsV6);
    }

    /// <summary>Whether the address lies in it.</summary>
    internal bool Contains(IpAddress address) => address.IsV6 == IsV6 && (address.Bits & Mask) == Value;
}
