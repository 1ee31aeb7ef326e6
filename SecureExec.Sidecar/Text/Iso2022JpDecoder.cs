using System.Text;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Text;

/// <summary>ISO-2022-JP, state for state as the Encoding Standard has it (section 12.2.1); what is malformed may become another number of U+FFFD than in ICU.</summary>
internal sealed class Iso2022JpDecoder(bool fatal) : StreamingDecoder
{
    private const byte Escape = 0x1B;
    private readonly byte[] _pending = new byte[2];
    private int _pendingLength;
    private Set _set;
    private bool _justEscaped;

    private enum Set
    {
        Ascii,
        Roman,
        Katakana,
        Jis0208,
    }

    public override string? Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (_pendingLength > 0)
            bytes = (byte[])[.. _pending.AsSpan(0, _pendingLength), .. bytes];
        _pendingLength = 0;
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var consumed = bytes[0] == Escape ? DecodeEscape(bytes) : DecodeCharacter(bytes, text);
            if (consumed == 0 && !flush)
            {
                bytes.CopyTo(_pending);
                _pendingLength = bytes.Length;
                return text.ToString();
            }
            if (consumed <= 0)
            {
                if (fatal)
                {
                    (_set, _justEscaped) = (Set.Ascii, false);
                    return null;
                }
                text.Append(Replacement);
                consumed = consumed == 0 ? bytes.Length : -consumed;
            }
            bytes = bytes[consumed..];
        }
        if (flush)
            (_set, _justEscaped) = (Set.Ascii, false);
        return text.ToString();
    }

    // The bytes consumed; negative: they are malformed; 0: more are needed.
    private int DecodeEscape(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3)
            return bytes.Length == 2 && bytes[1] is not ((byte)'(' or (byte)'$') ? -1 : 0;
        Set? next = (bytes[1], bytes[2]) switch
        {
            ((byte)'(', (byte)'B') => Set.Ascii,
            ((byte)'(', (byte)'J') => Set.Roman,
            ((byte)'(', (byte)'I') => Set.Katakana,
            ((byte)'$', (byte)'@' or (byte)'B') => Set.Jis0208,
            _ => null,
        };
        if (next is not { } set)
            return -1;
        var empty = _justEscaped;
        (_set, _justEscaped) = (set, true);
        // Two in a row could hide something from whoever reads it otherwise.
        return empty ? -3 : 3;
    }

    private int DecodeCharacter(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        var b = bytes[0];
        _justEscaped = false;
        if (_set == Set.Jis0208 && b is >= 0x21 and <= 0x7E)
        {
            if (bytes.Length < 2)
                return 0;
            if (bytes[1] == Escape)
                return -1;
            if (bytes[1] is < 0x21 or > 0x7E || NodeLibrary.Table("encoding/euc-jp")[256 + (b << 8) + (bytes[1] | 0x80)] is not (var unit and < 0xFFFE))
                return -2;
            text.Append((char)unit);
            return 2;
        }
        switch (_set)
        {
            case Set.Ascii or Set.Roman when b < 0x80 && b is not (0x0E or 0x0F):
                text.Append(_set == Set.Roman && b == 0x5C ? '\u00A5' : _set == Set.Roman && b == 0x7E ? '\u203E' : (char)b);
                return 1;
            case Set.Katakana when b is >= 0x21 and <= 0x5F:
                text.Append((char)(0xFF61 + b - 0x21));
                return 1;
            default:
                // The end of a line ends the set, as ICU has it.
                if (b is not ((byte)'\r' or (byte)'\n'))
                    return -1;
                _set = Set.Ascii;
                text.Append((char)b);
                return 1;
        }
    }
}
