using System.Buffers.Binary;
using System.Text;

namespace SecureExec.Sidecar.Text;

/// <summary>A streaming UTF-16 decoder as <c>TextDecoder</c> needs it, either byte order.</summary>
/// <param name="bigEndian">Byte order.</param>
/// <param name="fatal">Whether malformed input is an error instead of U+FFFD.</param>
/// <param name="ignoreBom">Whether a byte order mark at the start is text.</param>
internal sealed class Utf16Decoder(bool bigEndian, bool fatal, bool ignoreBom) : StreamingDecoder
{
    private int _pendingByte = -1;
    private char _pendingSurrogate;
    private bool _started;

    /// <inheritdoc/>
    public override string? Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var output = new StringBuilder((bytes.Length / 2) + 2);
        var valid = Append(output, bytes);
        if (flush)
        {
            if (_pendingByte >= 0 || _pendingSurrogate != 0)
                valid &= AppendMalformed(output);
            Reset();
        }

        if (valid)
            return output.ToString();
        Reset();
        return null;
    }

    private void Reset()
    {
        _pendingByte = -1;
        _pendingSurrogate = '\0';
        _started = false;
    }

    private bool Append(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        Span<byte> pair = stackalloc byte[2];
        if (_pendingByte >= 0 && !bytes.IsEmpty)
        {
            pair[0] = (byte)_pendingByte;
            pair[1] = bytes[0];
            _pendingByte = -1;
            bytes = bytes[1..];
            if (!AppendUnit(output, pair))
                return false;
        }

        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            if (!AppendUnit(output, bytes))
                return false;
        }

        if (!bytes.IsEmpty)
            _pendingByte = bytes[0];
        return true;
    }

    private bool AppendUnit(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        var unit = (char)(bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        var first = !_started;
        _started = true;
        if (_pendingSurrogate != 0)
        {
            if (char.IsLowSurrogate(unit))
            {
                output.Append(_pendingSurrogate).Append(unit);
                _pendingSurrogate = '\0';
                return true;
            }

            _pendingSurrogate = '\0';
            if (!AppendMalformed(output))
                return false;
        }

        if (char.IsHighSurrogate(unit))
            _pendingSurrogate = unit;
        else if (char.IsLowSurrogate(unit))
            return AppendMalformed(output);
        else if (unit != '\uFEFF' || !first || ignoreBom)
            output.Append(unit);
        return true;
    }

    private bool AppendMalformed(StringBuilder output)
    {
        output.Append('\uFFFD');
        return !fatal;
    }
}
