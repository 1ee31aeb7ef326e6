using System.Buffers.Binary;

namespace SecureExec.Sidecar.Compression;

/// <summary>The checksum of RFC 1952, eight bytes a turn.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xedb88320;
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        crc = ~crc;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[7][low & 0xff] ^ tables[6][low >> 8 & 0xff] ^ tables[5][low >> 16 & 0xff] ^ tables[4][low >> 24]
                ^ tables[3][high & 0xff] ^ tables[2][high >> 8 & 0xff] ^ tables[1][high >> 16 & 0xff] ^ tables[0][high >> 24];
            bytes = bytes[Slices..];
        }
        foreach (var value in bytes)
            crc = tables[0][(crc ^ value) & 0xff] ^ crc >> 8;
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[Slices][];
        tables[0] = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? Polynomial ^ value >> 1 : value >> 1;
            tables[0][i] = value;
        }
        for (var slice = 1; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (var i = 0; i < 256; i++)
                tables[slice][i] = tables[0][tables[slice - 1][i] & 0xff] ^ tables[slice - 1][i] >> 8;
        }
        return tables;
    }
}
