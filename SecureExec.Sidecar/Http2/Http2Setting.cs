using System.Buffers.Binary;

namespace SecureExec.Sidecar.Http2;

/// <summary>One entry of a SETTINGS frame.</summary>
/// <param name="Id">Its name, 16 bits.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Http2Setting(Http2SettingId Id, uint Value)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 6;

    /// <summary>Whether the value is one that the protocol knows for this name.</summary>
    public bool IsValid => Id switch
    {
        Http2SettingId.EnablePush or Http2SettingId.EnableConnectProtocol => Value <= 1,
        Http2SettingId.InitialWindowSize => Value <= int.MaxValue,
        Http2SettingId.MaxFrameSize => Value is >= Http2Settings.MinFrameSize and <= Http2Settings.MaxMaxFrameSize,
        _ => true,
    };

    /// <summary>Reads the entries of a payload, whose length is a multiple of <see cref="Size"/>.</summary>
    public static Http2Setting[] ReadAll(ReadOnlySpan<byte> payload)
    {
        var entries = new Http2Setting[payload.Length / Size];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new((Http2SettingId)BinaryPrimitives.ReadUInt16BigEndian(payload[(i * Size)..]), BinaryPrimitives.ReadUInt32BigEndian(payload[(i * Size + 2)..]));
        return entries;
    }

    /// <summary>The payload of entries.</summary>
    public static byte[] WriteAll(ReadOnlySpan<Http2Setting> entries)
    {
        var payload = new byte[entries.Length * Size];
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(i * Size), (ushort)entries[i].Id);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(i * Size + 2), entries[i].Value);
        }
        return payload;
    }
}
