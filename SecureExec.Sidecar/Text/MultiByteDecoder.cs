using System.Text;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Text;

/// <summary>
/// gb18030, Big5, EUC-JP, Shift_JIS and EUC-KR as ICU decodes them, by tables that the build takes from the pinned Node
/// (guest/extract.cjs says how they are laid out).
/// </summary>
internal sealed class MultiByteDecoder(string encoding, bool fatal) : StreamingDecoder
{
    private const ushort None = 0xFFFF, One = 0xFFFF, Both = 0xFFFE;
    private const int Pairs = 256;
    private const int LinearRow = 1260, LinearAstral = 189_000; // gb18030's four bytes: numbers per second byte, number of U+10000
    private readonly byte[] _pending = new byte[3];
    private int _pendingLength;

    /// <summary>Whether there is a table for an encoding.</summary>
    public static bool Has(string encoding) => encoding is "gb18030" or "big5" or "euc-jp" or "shift_jis" or "euc-kr";

    public override string? Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (_pendingLength > 0)
            bytes = (byte[])[.. _pending.AsSpan(0, _pendingLength), .. bytes];
        _pendingLength = 0;
        var table = NodeLibrary.Table("encoding/" + encoding);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var consumed = 1;
            if (table[bytes[0]] is not None and var unit)
                text.Append((char)unit);
            else
                consumed = DecodeSequence(bytes, table, text);
            // Unfinished, or malformed.
            if (consumed == 0 && !flush)
            {
                bytes.CopyTo(_pending);
                _pendingLength = bytes.Length;
                break;
            }
            if (consumed <= 0)
            {
                if (fatal)
                    return null;
                text.Append(Replacement);
                consumed = consumed == 0 ? bytes.Length : -consumed;
            }
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    // The bytes consumed; negative: they are malformed; 0: more are needed.
    private int DecodeSequence(ReadOnlySpan<byte> bytes, ReadOnlySpan<ushort> table, StringBuilder text)
    {
        if (bytes.Length < 2)
            return 0;
        if (encoding == "gb18030" && bytes[0] is >= 0x81 and <= 0xFE && bytes[1] is >= 0x30 and <= 0x39)
            return DecodeFour(bytes, text);
        if (encoding == "euc-jp" && bytes[0] == 0x8F && bytes[1] is >= 0xA1 and <= 0xFE)
            return DecodeThree(bytes, text);
        var unit = table[Pairs + ((bytes[0] - 0x80) << 8) + bytes[1]];
        if (unit is One or Both)
            return unit == One ? -1 : -2;
        text.Append((char)unit);
        return 2;
    }

    private static int DecodeFour(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        if (bytes.Length < 3)
            return 0;
        if (bytes[2] is < 0x81 or > 0xFE)
            return -1;
        if (bytes.Length < 4)
            return 0;
        if (bytes[3] is < 0x30 or > 0x39)
            return -1;
        var linear = ((((bytes[0] - 0x81) * 10) + bytes[1] - 0x30) * LinearRow) + ((bytes[2] - 0x81) * 10) + bytes[3] - 0x30;
        var basic = NodeLibrary.Table("encoding/gb18030-four");
        if (linear < basic.Length)
            text.Append((char)basic[linear]);
        else if (linear >= LinearAstral && Rune.TryCreate(linear - LinearAstral + 0x10000, out var rune))
            text.Append(rune.ToString());
        else
            return -4;
        return 4;
    }

    private static int DecodeThree(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        if (bytes.Length < 3)
            return 0;
        if (bytes[2] is < 0xA1 or > 0xFE)
            return -1;
        var unit = NodeLibrary.Table("encoding/euc-jp-three")[((bytes[1] - 0xA1) * 94) + bytes[2] - 0xA1];
        if (unit == Replacement)
            return -3;
        text.Append((char)unit);
        return 3;
    }
}
