using SecureExec.Kernel.Net;

namespace SecureExec.Protocol;

/// <summary>Addresses on the channel: a byte for the family, then 4 or 16 bytes in network order.</summary>
internal static class AddressCodec
{
    /// <summary>Fewest bytes of an address.</summary>
    internal const int MinBytes = 5;

    internal static void Write(FrameWriter writer, IpAddress address)
    {
        writer.Bool(address.IsV6);
        foreach (byte part in address.ToBytes()) writer.Byte(part);
    }

    internal static IpAddress Read(ref FrameReader reader)
    {
        Span<byte> bytes = stackalloc byte[reader.Bool() ? 16 : 4];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = reader.Byte();
        return IpAddress.FromBytes(bytes);
    }

    internal static void Write(FrameWriter writer, IpEndpoint endpoint)
    {
        Write(writer, endpoint.Address);
        writer.Int32(endpoint.Port);
    }

    internal static IpEndpoint ReadEndpoint(ref FrameReader reader)
    {
        IpAddress address = Read(ref reader);
        return new IpEndpoint(address, ReadPort(ref reader));
    }

    internal static ushort ReadPort(ref FrameReader reader)
    {
        int port = reader.Int32();
        return port is >= 0 and <= ushort.MaxValue ? (ushort)port : throw new ProtocolException($"A port of {port} is none.");
    }
}
